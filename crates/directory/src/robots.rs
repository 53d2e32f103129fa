//! Robots Exclusion Protocol (RFC 9309): whether a host wants to be left alone by us.

/// What we are called, in `robots.txt` and in `User-Agent`.
pub const AGENT: &str = "CosseDirectory";

/// Bytes of a `robots.txt` at most (RFC 9309 §2.5). What is longer is no answer.
pub const LONGEST: usize = 500 * 1024;

/// Whether a `robots.txt` lets us fetch a path. Rules for us by name count alone; else those for everybody. The longest rule that fits
/// decides, and of two as long the one that allows (§2.2.2).
#[must_use]
pub fn allows(text: &str, path: &str) -> bool {
    let rules = rules(text);
    let fitting = rules.iter().filter(|rule| fits(rule.path, path));
    fitting.max_by_key(|rule| (rule.path.len(), rule.allows)).is_none_or(|rule| rule.allows)
}

/// A line of a group.
struct Rule<'a> {
    allows: bool,
    path: &'a str,
}

/// The rules that are for us.
fn rules(text: &str) -> Vec<Rule<'_>> {
    let (mut named, mut general) = (Vec::new(), Vec::new());
    let (mut for_us, mut for_all, mut in_names, mut is_named) = (false, false, false, false);
    for (key, value) in text.trim_start_matches('\u{feff}').lines().filter_map(parts) {
        if key.eq_ignore_ascii_case("user-agent") {
            if !in_names {
                (for_us, for_all) = (false, false);
            }
            in_names = true;
            for_us |= value.eq_ignore_ascii_case(AGENT);
            for_all |= value == "*";
            is_named |= for_us;
            continue;
        }
        let allows = key.eq_ignore_ascii_case("allow");
        if !allows && !key.eq_ignore_ascii_case("disallow") {
            continue;
        }
        in_names = false;
        // an empty path is no rule
        if value.is_empty() {
            continue;
        }
        if for_us {
            named.push(Rule { allows, path: value });
        }
        if for_all {
            general.push(Rule { allows, path: value });
        }
    }
    if is_named { named } else { general }
}

/// Key and value of a line, without its comment.
fn parts(line: &str) -> Option<(&str, &str)> {
    let line = line.split('#').next().unwrap_or_default();
    let (key, value) = line.split_once(':')?;
    Some((key.trim(), value.trim()))
}

/// Whether a path begins as a rule says: `*` is anything, `$` at its end is the end (§2.2.3). In time that grows with both lengths.
fn fits(rule: &str, path: &str) -> bool {
    let (rule, whole) = rule.strip_suffix('$').map_or((rule, false), |rule| (rule, true));
    let mut pieces = rule.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return !whole || rest.is_empty() };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    if whole { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::allows;

    const PATH: &str = "/.well-known/pod-listing.json";

    #[test]
    fn without_rules_everything_is_allowed() {
        let other = "User-agent: Other\nDisallow: /";
        for text in ["", "nonsense", "User-agent: *\nDisallow:", other, "Disallow: /"] {
            assert!(allows(text, PATH), "{text}");
        }
    }

    #[test]
    fn whoever_shuts_us_or_everybody_out_is_left_alone() {
        for text in [
            "User-agent: CosseDirectory\nDisallow: /",
            "user-agent: cossedirectory # us\r\nDISALLOW: /.well-known/\r\n",
            "User-agent: *\nDisallow: /",
            "\u{feff}User-agent: Other\nUser-agent: CosseDirectory\n\nDisallow: /",
            "User-agent: *\nAllow: /\n\nUser-agent: CosseDirectory\nDisallow: /*.json$",
        ] {
            assert!(!allows(text, PATH), "{text}");
        }
    }

    #[test]
    fn what_is_said_to_us_counts_more_than_what_is_said_to_all() {
        for text in [
            "User-agent: *\nDisallow: /\nUser-agent: CosseDirectory\nAllow: /",
            "User-agent: CosseDirectory\nDisallow:\nUser-agent: *\nDisallow: /",
        ] {
            assert!(allows(text, PATH), "{text}");
        }
    }

    #[test]
    fn the_longest_rule_decides_and_of_two_the_one_that_allows() {
        assert!(allows("User-agent: *\nDisallow: /\nAllow: /.well-known/", PATH));
        assert!(!allows("User-agent: *\nAllow: /\nDisallow: /.well-known/", PATH));
        assert!(allows("User-agent: *\nDisallow: /.well\nAllow: /.well", PATH));
        assert!(allows("User-agent: *\nDisallow: /*.html$\nDisallow: /.well$", PATH));
    }

    #[test]
    fn many_stars_take_no_more_time() {
        let rule = "*a".repeat(5_000);
        assert!(allows(&format!("User-agent: *\nDisallow: /{rule}$"), &format!("/{}b", "a".repeat(5_000))));
    }
}
