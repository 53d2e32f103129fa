//! What a pod may use, from what was typed.

use model::{
    plans::{MOST, MOST_BYTES, Plan},
    pods::Pod,
};
use ui::{Errors, Problem, pages::PodLimits};

/// Bytes of a megabyte, as a power of two.
const MEGABYTE: u32 = 20;

/// The same of a kilobyte.
const KILOBYTE: u32 = 10;

/// The figures as a plan of that name, which says nothing of uploads; what is wrong is added to the errors.
pub fn read(name: &str, typed: &PodLimits, errors: &mut Errors) -> Plan {
    let mut number = |field: &str, text: &str, most: i64| {
        let number = text.trim().parse::<i64>().ok().filter(|number| (0..=most).contains(number));
        if number.is_none() {
            errors.push(field, Problem::NoNumber(0, u32::try_from(most).unwrap_or(u32::MAX)));
        }
        number.unwrap_or_default()
    };
    Plan {
        name: name.to_owned(),
        members_max: number("members", &typed.members, MOST),
        storage_max: number("media", &typed.media, MOST_BYTES >> MEGABYTE) << MEGABYTE,
        sessions_max: number("sessions", &typed.sessions, MOST),
        signups_per_day: number("signups", &typed.signups, MOST),
        upload_max: None,
    }
}

/// Kilobytes of one upload, as they stand in a form.
pub fn kilobytes(bytes: i64) -> String {
    (bytes >> KILOBYTE).to_string()
}

/// Bytes of one upload that are others now; kilobytes that were not touched leave them as they are.
pub fn upload(typed: &str, before: i64, errors: &mut Errors) -> Option<i64> {
    if typed.trim() == kilobytes(before) { None } else { upload_bytes(typed, errors) }
}

/// Bytes of one upload that a plan says; none where nothing was typed.
pub fn upload_of_plan(typed: &str, errors: &mut Errors) -> Option<i64> {
    if typed.trim().is_empty() { None } else { upload_bytes(typed, errors) }
}

/// A pod's own, as they stand in a form, with the bytes of one upload.
pub fn of_pod(pod: &Pod, plan: Option<String>, upload: i64) -> PodLimits {
    let typed = Plan {
        name: plan.unwrap_or_default(),
        members_max: pod.members_max,
        storage_max: pod.storage_max,
        sessions_max: pod.sessions_max,
        signups_per_day: pod.signups_per_day,
        upload_max: Some(upload),
    };
    typed_plan(&typed)
}

/// A plan's, as they stand in a form.
pub fn typed_plan(plan: &Plan) -> PodLimits {
    PodLimits {
        plan: plan.name.clone(),
        members: plan.members_max.to_string(),
        media: (plan.storage_max >> MEGABYTE).to_string(),
        sessions: plan.sessions_max.to_string(),
        signups: plan.signups_per_day.to_string(),
        upload: plan.upload_max.map(kilobytes).unwrap_or_default(),
    }
}

fn upload_bytes(typed: &str, errors: &mut Errors) -> Option<i64> {
    let Ok(number) = typed.trim().parse::<u32>() else {
        errors.push("upload", Problem::NoNumber(0, u32::MAX));
        return None;
    };
    Some(i64::from(number) << KILOBYTE)
}
