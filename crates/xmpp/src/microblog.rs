//! XEP-0277 and XEP-0472: microblogging.
