//! `cosse config`: the settings as they are, with their manual.

use super::{CommandError, CommandLine, serve::KEY_FILE};
use crate::settings::{DomainSettings, ServeSettings};
use clap::{Arg, Command, CommandFactory};
use std::path::Path;

/// Prints each setting of `cosse serve`: its manual, its names, its value.
///
/// # Errors
/// None so far; all commands have the same shape.
pub fn run(database: &str, settings: &ServeSettings) -> Result<(), CommandError> {
    let command = CommandLine::command();
    let values = values(database, settings);
    arguments(&command).for_each(|argument| print(argument, &values));
    Ok(())
}

/// Each setting that has a variable.
fn arguments(command: &Command) -> impl Iterator<Item = &Arg> {
    let serve = command.find_subcommand("serve");
    let arguments = command.get_arguments().chain(serve.into_iter().flat_map(Command::get_arguments));
    arguments.filter(|argument| argument.get_env().is_some())
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
    let mut values = serde_json::json!({
        "database": without_password(database),
        "role": list(&roles),
        "redis": list(&redis),
        "redis-prefix": settings.redis_prefix,
        "listen": settings.listen.to_string(),
        "operations": settings.operations.to_string(),
        "origin": settings.names.origin.as_str(),
        "pod-domains": list(&settings.names.pod_domains),
        "dns": settings.names.dns.map_or(String::new(), |server| server.to_string()),
        "key-file": key_file(settings),
        "key": settings.secret.key().map_or("", |_| "…"),
        "xmpp-host": list(&settings.xmpp_hosts),
        "xmpp-ca": list(&paths),
        "allow-plain": settings.allow_plain,
        "sign-ins-per-server": settings.sign_ins_per_server,
        "sign-ins-per-worker": settings.sign_ins_per_worker,
        "capacity": settings.capacity,
        "trusted-proxy": list(&proxies),
        "smtp": settings.smtp().map_or_else(String::new, without_password),
        "smtp-ca": path(settings.smtp_ca()),
        "mail-from": settings.mail_from().unwrap_or_default(),
        "notices-address": settings.notices.address().unwrap_or_default(),
        "notices-password-file": path(settings.notices.password_file()),
    });
    if let Some(all) = values.as_object_mut() {
        all.extend(of_domains(&settings.domains));
        all.extend(of_pages(settings));
    }
    values
}

/// Settings of XMPP domains that Cosse makes.
fn of_domains(settings: &DomainSettings) -> serde_json::Map<String, serde_json::Value> {
    let values = serde_json::json!({
        "prosody-admin": settings.admin().unwrap_or_default(),
        "prosody-secret-file": path(settings.secret_file()),
        "prosody-secret": settings.secret().map_or("", |_| "…"),
        "certificates": path(settings.certificates()),
        "shared-domain": settings.shared_domain().unwrap_or_default(),
    });
    values.as_object().cloned().unwrap_or_default()
}

fn path(file: Option<&Path>) -> String {
    file.map_or_else(String::new, |file| file.display().to_string())
}

/// Settings of pages, of the directory, and of what is told.
fn of_pages(settings: &ServeSettings) -> serde_json::Map<String, serde_json::Value> {
    let legal = &settings.legal;
    let values = serde_json::json!({
        "page-memory": settings.page_memory,
        "directory-spans": settings.polls.directory_spans,
        "directory-loopback": settings.polls.directory_loopback.join(" "),
        "metrics-pods": settings.metrics_pods,
        "demo": settings.demo,
        "legal-name": legal.legal_name,
        "legal-address": legal.legal_address,
        "legal-contact": legal.legal_contact,
    });
    values.as_object().cloned().unwrap_or_default()
}

/// The file in force: none beside a key that is named itself.
fn key_file(settings: &ServeSettings) -> String {
    let otherwise = if settings.secret.key().is_some() { "" } else { KEY_FILE };
    settings.secret.file().map_or_else(|| otherwise.to_owned(), |file| file.display().to_string())
}

fn without_password(database: &str) -> String {
    let Ok(mut address) = url::Url::parse(database) else { return database.to_owned() };
    if address.password().is_some() && address.set_password(Some("…")).is_err() {
        return address.scheme().to_owned();
    }
    address.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_value() {
        let values = values("sqlite:cosse.sqlite", &ServeSettings::of(&[]));
        let command = CommandLine::command();
        let flags: Vec<&str> = arguments(&command).filter_map(Arg::get_long).collect();
        assert!(flags.contains(&"database") && flags.contains(&"page-memory"), "{flags:?}");
        for flag in flags {
            assert!(!values[flag].is_null(), "--{flag}");
        }
    }

    #[test]
    fn the_key_and_passwords_are_not_shown() {
        let key = "5ec7e7".repeat(10) + "beef";
        let (redis, smtp) = ("redis://cosse:5ec7e7@redis.internal", "smtps://cosse:5ec7e7@mail.internal");
        let prosody = ["--prosody-secret", "5ec7e7"];
        let settings =
            ServeSettings::of(&["--key", &key, "--redis", redis, "--smtp", smtp, prosody[0], prosody[1]]);
        let values = values("postgres://cosse:5ec7e7@db.internal/cosse", &settings);
        assert_eq!((&values["key"], &values["key-file"]), (&"…".into(), &"".into()));
        assert!(!values.to_string().contains("5ec7e7"), "{values}");
        assert!(!format!("{settings:?}").contains(&key) && !format!("{settings:?}").contains(smtp));
    }
}
