//! What a relay keeps back of what an XMPP server says.

use super::Weather;

/// The bytes of one connection.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    /// What may be the beginning of something that does not pass.
    waiting: Vec<u8>,
    silent: bool,
}

impl Sieve {
    /// What passes of this and of what waited.
    pub(super) fn pass(&mut self, piece: &[u8], weather: &Weather) -> Vec<u8> {
        if self.silent {
            return Vec::new();
        }
        self.waiting.extend(piece);
        match weather {
            Weather::Fair => std::mem::take(&mut self.waiting),
            Weather::SilentAfter(word) => self.up_to(word.as_bytes()),
            Weather::NoAnswers => self.without_answers(),
        }
    }

    /// Everything up to the word, and the word.
    fn up_to(&mut self, word: &[u8]) -> Vec<u8> {
        if let Some(at) = find(&self.waiting, word) {
            self.silent = true;
            return self.waiting.drain(..at + word.len()).collect();
        }
        self.all_but_the_beginning_of(word)
    }

    /// Everything but `<iq …>…</iq>` that is an answer. Both servers escape `<` and `>` in what others wrote.
    fn without_answers(&mut self) -> Vec<u8> {
        let mut passed = Vec::new();
        while let Some(at) = find(&self.waiting, b"<iq ") {
            passed.extend(self.waiting.drain(..at));
            let Some(head) = find(&self.waiting, b">") else { return passed };
            let empty = self.waiting[head - 1] == b'/';
            let end = if empty { Some(head + 1) } else { find(&self.waiting, b"</iq>").map(|at| at + 5) };
            let Some(end) = end else { return passed };
            let iq: Vec<u8> = self.waiting.drain(..end).collect();
            let answers = ["'result'", "\"result\"", "'error'", "\"error\""];
            if !answers.iter().any(|kind| find(&iq[..head], kind.as_bytes()).is_some()) {
                passed.extend(iq);
            }
        }
        passed.extend(self.all_but_the_beginning_of(b"<iq "));
        passed
    }

    fn all_but_the_beginning_of(&mut self, word: &[u8]) -> Vec<u8> {
        let longest = (0..word.len()).rev().find(|length| self.waiting.ends_with(&word[..*length]));
        let passes = self.waiting.len() - longest.unwrap_or_default();
        self.waiting.drain(..passes).collect()
    }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|it| it == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(pieces: &[&str], weather: &Weather) -> String {
        let mut sieve = Sieve::default();
        let passed = pieces.iter().flat_map(|piece| sieve.pass(piece.as_bytes(), weather)).collect();
        String::from_utf8(passed).expect("text")
    }

    #[test]
    fn nothing_passes_after_the_word() {
        let weather = Weather::SilentAfter("half".to_owned());
        assert_eq!(passed(&["one <message>ha", "lf a stanza", "more"], &weather), "one <message>half");
        assert_eq!(passed(&["ha", "ha"], &weather), "ha");
    }

    #[test]
    fn answers_do_not_pass_and_the_rest_does() {
        let answers =
            ["<a/><iq type='result'><b/></", "iq><c/><i", "q type='error'/><iq type='get'/><d", "/>"];
        assert_eq!(passed(&answers, &Weather::NoAnswers), "<a/><c/><iq type='get'/><d/>");
        assert_eq!(passed(&answers, &Weather::Fair), answers.concat());
    }
}
