//! XEP-0115: Entity Capabilities.

use crate::disco::{self, Identity, Info};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minidom::Element;
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::collections::BTreeSet;
use xmpp_parsers::data_forms::DataForm;
use xmpp_parsers::ns;
use xso::AsXml;

/// Bytes of an attribute of `<c/>` that are read: a hash is short, and the node is an address.
const ATTRIBUTE_MAX: usize = 1_000;

/// What an entity says it can do, as a hash. Not verified: see [`verifies`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Caps {
    /// The program's address.
    pub node: String,
    /// The hash function's name, such as `sha-1`.
    pub hash: String,
    /// The hash, in base64.
    pub ver: String,
}

#[derive(AsXml)]
#[xml(namespace = ns::CAPS, name = "c")]
struct Wire {
    #[xml(attribute)]
    hash: String,
    #[xml(attribute)]
    node: String,
    #[xml(attribute)]
    ver: String,
}

impl Caps {
    /// Reads `<c/>`; none without a hash function (the format before version 1.4) or if anything is missing or too long.
    pub fn read(element: &Element) -> Option<Self> {
        let value = |name: &str| {
            let value = element.attr(name).filter(|value| !value.is_empty() && value.len() <= ATTRIBUTE_MAX);
            value.map(str::to_owned)
        };
        let caps = || Some(Self { node: value("node")?, hash: value("hash")?, ver: value("ver")? });
        element.is("c", ns::CAPS).then(caps).flatten()
    }

    /// Writes `<c/>`.
    pub fn write(&self) -> Element {
        Wire { hash: self.hash.clone(), node: self.node.clone(), ver: self.ver.clone() }.into()
    }

    /// The node to ask for what stands behind the hash (§6.2).
    pub fn disco_node(&self) -> String {
        format!("{}#{}", self.node, self.ver)
    }
}

/// Our own capabilities.
pub fn ours(identity: &Identity) -> Caps {
    let ver = STANDARD.encode(Sha1::digest(verification(&disco::description(identity))));
    Caps { node: identity.node.clone(), hash: "sha-1".to_owned(), ver }
}

/// Whether an answer to disco#info is what the hash stands for (§5.4). Only then may it be kept for others with this hash.
/// SHA-1 and SHA-256 are known; everything else does not verify.
pub fn verifies(caps: &Caps, info: &Info) -> bool {
    let text = verification(info);
    let hash = match caps.hash.as_str() {
        "sha-1" => STANDARD.encode(Sha1::digest(text)),
        "sha-256" => STANDARD.encode(Sha256::digest(text)),
        _ => return false,
    };
    hash == caps.ver && distinct(info) && !ambiguous(info)
}

/// The text that is hashed (§5.1).
fn verification(info: &Info) -> String {
    let mut identities: Vec<[&str; 4]> = info.identities.iter().map(identity).collect();
    identities.sort_unstable();
    let identities = identities.iter().map(|parts| parts.join("/") + "<");
    let features = info.features.iter().map(|feature| format!("{feature}<"));
    let mut forms: Vec<(&str, String)> = info.extensions.iter().filter_map(form).collect();
    forms.sort_unstable();
    let forms = forms.into_iter().map(|(form_type, fields)| format!("{form_type}<{fields}"));
    identities.chain(features).chain(forms).collect()
}

fn identity(is: &xmpp_parsers::disco::Identity) -> [&str; 4] {
    [&is.category, &is.type_, is.lang.as_deref().unwrap_or_default(), is.name.as_deref().unwrap_or_default()]
}

/// A form of XEP-0128: its type, and its fields with their values, sorted; none without a type (§5.4, 3.6).
fn form(form: &DataForm) -> Option<(&str, String)> {
    let form_type = form.form_type()?;
    let mut fields: Vec<(&str, Vec<&str>)> = (form.fields.iter())
        .filter_map(|field| Some((field.var.as_deref()?, field.values.iter().map(String::as_str).collect())))
        .filter(|(var, _)| *var != "FORM_TYPE")
        .collect();
    fields.iter_mut().for_each(|(_, values)| values.sort_unstable());
    fields.sort_unstable();
    let written = fields.iter().map(|(var, values)| {
        let values: String = values.iter().map(|value| format!("{value}<")).collect();
        format!("{var}<{values}")
    });
    Some((form_type, written.collect()))
}

/// Whether no identity and no form's type is there twice (§5.4, 3.3 and 3.5).
fn distinct(info: &Info) -> bool {
    let mut identities = BTreeSet::new();
    let mut forms = BTreeSet::new();
    (info.identities.iter()).all(|is| identities.insert((&is.category, &is.type_, &is.lang, &is.name)))
        && info.extensions.iter().filter_map(DataForm::form_type).all(|form_type| forms.insert(form_type))
}

/// Whether a value has the `<` that separates values: then two answers could have one text.
fn ambiguous(info: &Info) -> bool {
    let identities = info.identities.iter().flat_map(identity);
    let fields = info.extensions.iter().flat_map(|form| &form.fields);
    let values = fields.flat_map(|field| field.var.iter().chain(&field.values));
    identities.chain(info.features.iter().chain(values).map(String::as_str)).any(|value| value.contains('<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two examples of XEP-0115 §5.2 and §5.3.
    const SIMPLE: &str = "<identity category='client' name='Exodus 0.9.1' type='pc'/>
        <feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/muc'/>
        <feature var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/disco#items'/>";
    const COMPLEX: &str = "<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>
        <identity xml:lang='el' category='client' name='Ψ 0.11' type='pc'/>
        <feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>
        <feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/>
        <x xmlns='jabber:x:data' type='result'>
        <field var='software_version'><value>0.11</value></field><field var='software'><value>Psi</value></field>
        <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>
        <field var='os_version'><value>10.5.1</value></field><field var='os'><value>Mac</value></field>
        <field var='ip_version' type='text-multi'><value>ipv6</value><value>ipv4</value></field></x>";

    fn info(inside: &str) -> Info {
        let query = format!("<query xmlns='http://jabber.org/protocol/disco#info'>{inside}</query>");
        Info::try_from(query.parse::<Element>().unwrap()).unwrap()
    }

    fn caps(hash: &str, ver: &str) -> Caps {
        Caps { node: "x".into(), hash: hash.into(), ver: ver.into() }
    }

    #[test]
    fn the_examples_of_the_specification_verify() {
        assert!(verifies(&caps("sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0="), &info(SIMPLE)));
        assert!(verifies(&caps("sha-1", "q07IKJEyjvHSyhy//CH0CxmKi8w="), &info(COMPLEX)));
    }

    #[test]
    fn another_answer_does_not_verify() {
        let more = format!("{SIMPLE}<feature var='evil'/>");
        assert!(!verifies(&caps("sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0="), &info(&more)));
        assert!(!verifies(&caps("md5", "QgayPKawpkPSDYmwT/WM94uAlu0="), &info(SIMPLE)));
        let twice = format!("{SIMPLE}<identity category='client' name='Exodus 0.9.1' type='pc'/>");
        let text = STANDARD.encode(Sha1::digest(verification(&info(&twice))));
        assert!(!verifies(&caps("sha-1", &text), &info(&twice)));
        let joined = info("<identity category='a' type='b'/><feature var='c&lt;d'/>");
        let text = STANDARD.encode(Sha1::digest(verification(&joined)));
        assert!(!verifies(&caps("sha-1", &text), &joined));
    }

    #[test]
    fn ours_verify() {
        let identity = Identity { name: "Cosse".into(), node: "https://cosse.example".into() };
        assert!(verifies(&ours(&identity), &disco::description(&identity)));
        assert_eq!(Caps::read(&ours(&identity).write()), Some(ours(&identity)));
    }

    #[test]
    fn nonsense_is_no_capabilities() {
        let long = format!(
            "<c xmlns='{0}' node='x' hash='sha-1' ver='{1}'/>",
            ns::CAPS,
            "x".repeat(ATTRIBUTE_MAX + 1)
        );
        let old = format!("<c xmlns='{}' node='x' ver='1'/>", ns::CAPS);
        for nasty in ["<c xmlns='x' node='x' hash='y' ver='z'/>", &long, &old] {
            assert_eq!(Caps::read(&nasty.parse().unwrap()), None);
        }
    }
}
