//! The exchanges printed in RFC 5802 §5 and RFC 7677 §3, and servers that cheat.

use super::*;

struct Vector {
    mechanism: Mechanism,
    nonce: &'static str,
    first: &'static str,
    challenge: &'static str,
    proof: &'static str,
    verdict: &'static str,
}

const VECTORS: [Vector; 2] = [
    Vector {
        mechanism: Mechanism::ScramSha1,
        nonce: "fyko+d2lbbFgONRv9qkxdawL",
        first: "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
        challenge: "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        proof: "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        verdict: "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
    },
    Vector {
        mechanism: Mechanism::ScramSha256,
        nonce: "rOprNGfwEbeRWgbNEkqO",
        first: "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
        challenge: "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        proof: "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
                p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        verdict: "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
    },
];

fn begun() -> Scram {
    Scram::new(Mechanism::ScramSha256, "user", VECTORS[1].nonce.into())
}

#[test]
fn the_exchanges_of_the_standards_come_out() {
    for vector in VECTORS {
        let scram = Scram::new(vector.mechanism, "user", vector.nonce.into());
        assert_eq!(scram.first(), vector.first.as_bytes());
        let challenge = scram.challenge(vector.challenge.as_bytes()).unwrap();
        let key = ScramKey::derive(vector.mechanism, "pencil", &challenge.salt, challenge.iterations);
        assert!(key.fits(vector.mechanism, &challenge));
        let proof = scram.prove(&challenge, &key);
        assert_eq!(String::from_utf8_lossy(&proof.message), vector.proof);
        assert_eq!(proof.verify(vector.verdict.as_bytes()), Ok(()));
    }
}

#[test]
fn a_server_that_does_not_know_the_password_is_found_out() {
    let scram = begun();
    let challenge = scram.challenge(VECTORS[1].challenge.as_bytes()).unwrap();
    let key = ScramKey::derive(Mechanism::ScramSha256, "pencil", &challenge.salt, challenge.iterations);
    let proof = scram.prove(&challenge, &key);
    assert_eq!(proof.verify(VECTORS[0].verdict.as_bytes()), Err(ScramError::ServerSignature));
    assert_eq!(proof.verify(b"v="), Err(ScramError::ServerSignature));
    assert_eq!(proof.verify(b""), Err(ScramError::Malformed));
    assert_eq!(proof.verify(b"e=other-error"), Err(ScramError::Refused("other-error".into())));
}

#[test]
fn the_nonce_must_extend_ours() {
    let nonce = VECTORS[1].nonce;
    for theirs in ["other", nonce, &nonce[1..]] {
        let message = format!("r={theirs},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assert_eq!(begun().challenge(message.as_bytes()).unwrap_err(), ScramError::Nonce);
    }
}

#[test]
fn iterations_have_bounds() {
    for (count, fits) in [(1, false), (4095, false), (4096, true), (10_000_000, true), (10_000_001, false)] {
        let message = format!("r={}x,s=AAAA,i={count}", VECTORS[1].nonce);
        assert_eq!(begun().challenge(message.as_bytes()).is_ok(), fits, "{count}");
    }
}

#[test]
fn what_is_no_challenge_is_malformed() {
    for message in [
        "",
        "m=x,r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=!,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=-1",
    ] {
        assert_eq!(begun().challenge(message.as_bytes()).unwrap_err(), ScramError::Malformed, "{message}");
    }
}

#[test]
fn names_are_escaped() {
    let scram = Scram::new(Mechanism::ScramSha1, "a=b,c", "n".into());
    assert_eq!(scram.first(), b"n,,n=a=3Db=2Cc,r=n");
}

#[test]
fn a_key_does_not_show_itself() {
    let key = ScramKey::derive(Mechanism::ScramSha1, "pencil", b"salt", 1);
    assert_eq!(format!("{key:?}"), "ScramKey { mechanism: ScramSha1, iterations: 1, .. }");
}
