//! The admins' desk for lists that others keep of pods.

/// The lists (GET); POST `kind`, `address` adds one.
pub fn admin_imports() -> String {
    "/admin/imports".to_owned()
}

/// Has a list read now (POST `address`).
pub fn admin_imports_read() -> String {
    format!("{}/read", admin_imports())
}

/// Takes a list away, with all pods in it (POST `address`, `sure`); it asks first.
pub fn admin_imports_remove() -> String {
    format!("{}/remove", admin_imports())
}
