//! The forms for the XMPP domain of a pod, on its page for the deployment's admins.

use super::{PodPage, new_pod::kind_words};
use crate::components::{Choice, Field, hidden};
use crate::context::Context;
use crate::locales::t;
use crate::pages::{DomainKind, DomainStanding};
use crate::url::{self, PodState};
use maud::{Markup, html};

/// What was typed as another XMPP domain, or as one that the pod gave up.
#[derive(Clone, Debug, Default)]
pub struct DomainTyped {
    /// Whose server it is on.
    pub kind: DomainKind,
    /// The domain; may be empty.
    pub domain: String,
    /// The one that it gave up.
    pub given_up: String,
}

impl PodPage {
    /// The forms; none of a pod that is deleted.
    pub(super) fn domain_forms(&self, ctx: &Context<'_>) -> Markup {
        html! {
            @if self.pod.state != PodState::Deleted {
                @if self.domain.standing == DomainStanding::Stopped { (self.domain_again(ctx)) }
                (self.domain_form(ctx))
                (self.domain_drop(ctx))
            }
        }
    }

    fn domain_again(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_pod_domain_again(&self.pod.id);
        html! {
            form method="post" action=(action) id="domain-again" {
                (hidden(ctx, &action))
                p { button.button type="submit" { (t!(ctx, "pod-domain-again")) } }
            }
        }
    }

    fn domain_form(&self, ctx: &Context<'_>) -> Markup {
        let (action, typed) = (url::admin_pod_domain(&self.pod.id), &self.new_domain);
        let kind = Choice {
            form: "domain-set",
            name: "domain_kind",
            label: t!(ctx, "new-pod-domain-kind"),
            hint: String::new(),
            options: DomainKind::ALL.map(|kind| (kind.code(), kind_words(ctx, kind))).to_vec(),
            chosen: typed.kind.code(),
        };
        let domain = Field {
            form: "domain-set",
            name: "domain",
            label: t!(ctx, "new-pod-domain"),
            value: &typed.domain,
            hint: t!(ctx, "new-pod-domain-hint"),
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="domain-set" {
                (hidden(ctx, &action))
                (kind.render(ctx, &self.errors))
                (domain.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "pod-domain-set")) } }
            }
        }
    }

    fn domain_drop(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_pod_domain_drop(&self.pod.id);
        let domain = Field {
            form: "domain-drop",
            name: "given_up",
            label: t!(ctx, "pod-domain-given-up"),
            value: &self.new_domain.given_up,
            hint: t!(ctx, "pod-domain-given-up-hint"),
            required: true,
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="domain-drop" {
                (hidden(ctx, &action))
                (domain.render(ctx, &self.errors))
                p { button.button.button-quiet type="submit" { (t!(ctx, "pod-domain-drop")) } }
            }
        }
    }
}
