//! Lists that others keep of pods, and NodeInfo: what is read of them is harmless, and its names are compared alike either way.

// dictionary: json.dict
#![no_main]

use directory::host_name::{self, Deployment};
use directory::imports::{self, Imported, MOST, Read};
use directory::lookalikes::{self, Index};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    for read in [imports::movim(input), imports::providers(input)].into_iter().flatten() {
        harmless(&read);
        compared(&read);
    }
    if let Ok(link) = imports::nodeinfo_link(input) {
        assert!(link.len() <= input.len());
    }
    let domain = host_name::parse("pod.example").expect("a name");
    if let Ok((pod, _)) = imports::nodeinfo(domain, input) {
        harmless_pod(&pod);
    }
});

fn harmless(read: &Read) {
    assert!(read.pods.len() <= MOST);
    read.pods.iter().for_each(harmless_pod);
}

fn harmless_pod(pod: &Imported) {
    assert!(host_name::parse(&pod.domain).is_ok_and(|again| again == pod.domain));
    assert!(pod.website.as_ref().is_none_or(|link| link.starts_with("https://")));
    let lengths = [(pod.name.as_deref(), 80), (pod.about.as_deref(), 200), (pod.software.as_deref(), 40)];
    for (text, longest) in lengths {
        assert!(
            text.is_none_or(|text| text.chars().count() <= longest && !text.chars().any(char::is_control))
        );
    }
}

fn compared(read: &Read) {
    let deployment = Deployment { platform: "cosse.example".to_owned(), pod_domains: Vec::new() };
    let names: Vec<&str> = read.pods.iter().take(20).map(|pod| &*pod.domain).collect();
    let index = Index::new(names.iter().copied(), &deployment);
    for name in &names {
        let one_by_one = lookalikes::find(name, names.iter().copied(), &deployment);
        assert_eq!(index.find(name, &deployment), one_by_one, "{name}");
    }
}
