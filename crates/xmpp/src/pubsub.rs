//! XEP-0060: publish-subscribe.
