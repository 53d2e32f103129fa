//! What Redis does in one step. Every key that a script touches is declared.

use redis::Script;
use std::sync::LazyLock;

/// Appends an event under the next number of its epoch, forgets the oldest, and wakes who follows.
/// A stream that is new begins a new epoch: the time, in milliseconds.
///
/// KEYS: the stream, which is also the channel. ARGV: the event, how many are kept, for how long in milliseconds.
pub(super) static EMIT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
        local id
        if last then
            local epoch, number = string.match(last[1], '^(%d+)-(%d+)$')
            id = epoch .. '-' .. string.format('%.0f', number + 1)
        else
            local now = redis.call('TIME')
            id = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000)) .. '-1'
        end
        redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[2], id, 'b', ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        redis.call('PUBLISH', KEYS[1], '')
        return id
        ",
    )
});

/// The id of a stream's latest event; where there is none, the time and the number 0.
///
/// KEYS: the stream.
pub(super) static LAST: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
        if last then return last[1] end
        local now = redis.call('TIME')
        return string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000)) .. '-0'
        ",
    )
});

/// Appends to a letter box, if there is room, and wakes its reader; what is older than whoever asked would wait is forgotten.
///
/// KEYS: the stream, which is also the channel. ARGV: what, how much it holds, for how long in milliseconds.
pub(super) static SEND: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local now = redis.call('TIME')
        local old = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000) - ARGV[3])
        redis.call('XTRIM', KEYS[1], 'MINID', old)
        if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
        redis.call('XADD', KEYS[1], '*', 'b', ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        redis.call('PUBLISH', KEYS[1], '')
        return 1
        ",
    )
});

/// Goes on with a lease (1), or takes it where nobody has it (2) and another has not given it back (3), unless another has it (0).
///
/// KEYS: the lease, who had it last. ARGV: who, for how long in milliseconds.
pub(super) static LEASE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local owner = redis.call('GET', KEYS[1])
        if owner and owner ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        if owner then return 1 end
        local last = redis.call('GET', KEYS[2])
        redis.call('SET', KEYS[2], ARGV[1])
        return last and last ~= ARGV[1] and 3 or 2
        ",
    )
});

/// Gives a lease back, if it is ours.
///
/// KEYS: the lease, who had it last. ARGV: who.
pub(super) static RELEASE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1], KEYS[2]) end
        return 0
        ",
    )
});

/// Says that a worker is there, forgets those that have not said so for a while. The cards of all.
///
/// KEYS: the set of workers. ARGV: its card, for how long in milliseconds.
pub(super) static ATTEND: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local now = redis.call('TIME')
        now = now[1] * 1000 + math.floor(now[2] / 1000)
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
        redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
        return redis.call('ZRANGE', KEYS[1], 0, -1)
        ",
    )
});
