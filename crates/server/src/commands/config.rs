//! `cosse config`: the settings as they are, with their manual.

use super::{CommandError, CommandLine};
use crate::settings::ServeSettings;
use clap::{Arg, CommandFactory};

/// Prints each setting of `cosse serve`: its manual, its names, its value.
///
/// # Errors
/// None so far; all commands have the same shape.
pub fn run(database: &str, settings: &ServeSettings) -> Result<(), CommandError> {
    let command = CommandLine::command();
    let values = values(database, settings);
    let serve = command.find_subcommand("serve");
    let arguments = command.get_arguments().chain(serve.into_iter().flat_map(clap::Command::get_arguments));
    for argument in arguments.filter(|argument| argument.get_env().is_some()) {
        print(argument, &values);
    }
    Ok(())
}

fn print(argument: &Arg, values: &serde_json::Value) {
    let manual =
        argument.get_long_help().or(argument.get_help()).map(ToString::to_string).unwrap_or_default();
    manual.lines().for_each(|line| println!("# {line}"));
    let flag = argument.get_long().unwrap_or_default();
    let variable = argument.get_env().and_then(|name| name.to_str()).unwrap_or_default();
    println!("# --{flag}");
    let value = &values[flag];
    println!("{variable}={}\n", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
}

fn values(database: &str, settings: &ServeSettings) -> serde_json::Value {
    let list = |items: &[String]| items.join(" ");
    let paths: Vec<String> = settings.xmpp_ca.iter().map(|path| path.display().to_string()).collect();
    let proxies: Vec<String> = settings.trusted_proxies.iter().map(ToString::to_string).collect();
    let redis: Vec<String> = settings.redis.iter().map(|address| without_password(address)).collect();
    let roles: Vec<String> = settings.roles.iter().map(|role| format!("{role:?}").to_lowercase()).collect();
    serde_json::json!({
        "database": without_password(database),
        "role": list(&roles),
        "redis": list(&redis),
        "redis-prefix": settings.redis_prefix,
        "listen": settings.listen.to_string(),
        "operations": settings.operations.to_string(),
        "origin": settings.origin.as_str(),
        "key-file": settings.key_file.display().to_string(),
        "xmpp-host": list(&settings.xmpp_hosts),
        "xmpp-ca": list(&paths),
        "allow-plain": settings.allow_plain,
        "sign-ins-per-server": settings.sign_ins_per_server,
        "sign-ins-per-worker": settings.sign_ins_per_worker,
        "capacity": settings.capacity,
        "trusted-proxy": list(&proxies),
        "demo": settings.demo,
    })
}

fn without_password(database: &str) -> String {
    let Ok(mut address) = url::Url::parse(database) else { return database.to_owned() };
    if address.password().is_some() && address.set_password(Some("…")).is_err() {
        return address.scheme().to_owned();
    }
    address.into()
}
