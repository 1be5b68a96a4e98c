//! gzip of several members, one behind the other, of which one may be damaged.
//!
//! Crawls are written with a member a record, so that a damaged one need not cost what stands
//! behind it. A fault is given once, as an error; whoever reads on gets the bytes of the next
//! member that can be read. Who stops at the error, as most formats do, sees no difference.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// Every member begins so: two bytes that say gzip, and the only method there is.
const MAGIC: &[u8] = &[0x1f, 0x8b, 0x08];

/// Compressed bytes of a member that are held, to look for the next one in them when the member
/// turns out to be cut: decompression runs on into what follows. Few records are longer.
const HELD_BYTES: usize = 1 << 20;

/// How often the held bytes are read again. Bytes that are made for it could have it done for ever.
const MOST_RETURNS: usize = 1000;

/// Reads the members of a gzip source.
pub struct GzipMembers<R: BufRead> {
    state: State<R>,
    returns: usize,
}

enum State<R: BufRead> {
    /// In a member.
    Member(GzDecoder<Source<R>>, IsGuess),
    /// Behind a fault.
    Fault(Source<R>),
    /// At the end.
    End,
}

/// Whether a member was found by looking for its first bytes, and none of it has been read yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IsGuess {
    No,
    Yes,
}

impl<R: BufRead> GzipMembers<R> {
    /// Takes a source that begins with a member.
    pub fn new(source: R) -> GzipMembers<R> {
        let source = Source {
            again: Vec::new(),
            again_read: 0,
            held: Vec::new(),
            source,
        };
        GzipMembers {
            state: State::Member(GzDecoder::new(source), IsGuess::No),
            returns: 0,
        }
    }
}

impl<R: BufRead> Read for GzipMembers<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::End) {
                State::End => return Ok(0),
                State::Member(mut decoder, is_guess) => match decoder.read(buffer) {
                    Ok(0) => {
                        let mut source = decoder.into_inner();
                        if !skip_padding(&mut source)? {
                            source.held.clear();
                            self.state = State::Member(GzDecoder::new(source), IsGuess::No);
                        }
                    }
                    Ok(found) => {
                        self.state = State::Member(decoder, IsGuess::No);
                        return Ok(found);
                    }
                    Err(error) if matches!(error.kind(), InvalidInput | InvalidData | UnexpectedEof) => {
                        let mut source = decoder.into_inner();
                        // What only looked like a member is no second fault.
                        if is_guess == IsGuess::Yes {
                            self.state = State::Fault(source);
                            continue;
                        }
                        if self.returns < MOST_RETURNS {
                            self.returns += 1;
                            source.read_again();
                        }
                        self.state = State::Fault(source);
                        return Err(error);
                    }
                    Err(error) => {
                        self.state = State::Member(decoder, is_guess);
                        return Err(error);
                    }
                },
                State::Fault(mut source) => {
                    if next_member(&mut source)? {
                        self.state = State::Member(GzDecoder::new(source), IsGuess::Yes);
                    }
                }
            }
        }
    }
}

/// A source whose last bytes can be read again.
struct Source<R> {
    /// Bytes to read before the source goes on.
    again: Vec<u8>,
    again_read: usize,
    /// What was read of the member, its beginning at least.
    held: Vec<u8>,
    source: R,
}

impl<R> Source<R> {
    /// Goes back to the first bytes of the member, and over its magic.
    fn read_again(&mut self) {
        let mut again = self.held.split_off(MAGIC.len().min(self.held.len()));
        again.extend_from_slice(self.again.get(self.again_read..).unwrap_or_default());
        self.again = again;
        self.again_read = 0;
        self.held.clear();
    }
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let length = ready.len().min(buffer.len());
        buffer[..length].copy_from_slice(&ready[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.again_read < self.again.len() {
            return Ok(self.again.get(self.again_read..).unwrap_or_default());
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        let room = HELD_BYTES.saturating_sub(self.held.len());
        if self.again_read < self.again.len() {
            let bytes = self.again.get(self.again_read..).unwrap_or_default();
            self.held
                .extend_from_slice(bytes.get(..count.min(room)).unwrap_or_default());
            self.again_read += count;
            return;
        }
        // The bytes are there already: nothing is read for it.
        if room > 0
            && let Ok(ready) = self.source.fill_buf()
        {
            self.held
                .extend_from_slice(ready.get(..count.min(room)).unwrap_or_default());
        }
        self.source.consume(count);
    }
}

/// Passes over the zeros that tapes are filled up with. True at the end of the source.
fn skip_padding(source: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let ready = source.fill_buf()?;
        if ready.is_empty() {
            return Ok(true);
        }
        let zeros = ready.iter().take_while(|&&byte| byte == 0).count();
        let is_all = zeros == ready.len();
        source.consume(zeros);
        if !is_all {
            return Ok(false);
        }
    }
}

/// Goes to the next bytes that look like the beginning of a member. False if there are none.
fn next_member<R: BufRead>(source: &mut Source<R>) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let is_read_again = source.again_read < source.again.len();
        let ready = source.fill_buf()?;
        if ready.is_empty() {
            return Ok(false);
        }
        let mut taken = ready.len();
        for (at, byte) in ready.iter().enumerate() {
            matched = match byte {
                byte if Some(byte) == MAGIC.get(matched) => matched + 1,
                0x1f => 1,
                _ => 0,
            };
            if matched == MAGIC.len() {
                taken = at + 1;
                break;
            }
        }
        source.consume(taken);
        if matched == MAGIC.len() {
            // What is read again was held before: all of the magic stands there, or none of what
            // is left.
            if is_read_again {
                source.again_read = source.again_read.saturating_sub(MAGIC.len());
            } else {
                source.again = MAGIC.to_vec();
                source.again_read = 0;
            }
            source.held.clear();
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{BufReader, Write};

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// All texts, with `!` for each fault.
    fn read(bytes: &[u8], capacity: usize) -> String {
        let mut reader = GzipMembers::new(BufReader::with_capacity(capacity, bytes));
        let mut found = Vec::new();
        while reader.read_to_end(&mut found).is_err() {
            found.push(b'!');
        }
        String::from_utf8_lossy(&found).into_owned()
    }

    #[track_caller]
    fn check(members: &[&[u8]], expected: &str) {
        for capacity in [1, 3, 1000] {
            assert_eq!(read(&members.concat(), capacity), expected);
        }
    }

    #[test]
    fn members_are_read_one_behind_the_other() {
        check(&[&gzip("one "), &gzip(""), &gzip("two")], "one two");
        check(&[&gzip("one"), &[0; 512]], "one");
    }

    #[test]
    fn what_stands_behind_a_damaged_member_is_read() {
        let mut damaged = gzip("two ");
        let check_sum = damaged.len() - 8;
        damaged[check_sum] ^= 1;
        check(&[&gzip("one "), &damaged, &gzip("three")], "one two !three");
        let cut = gzip("two, which is a long text of many words");
        // Decompression runs on into the next member: what it makes of it is no text.
        let found = read(&[gzip("one "), cut[..20].to_vec(), gzip("three")].concat(), 1000);
        assert!(found.starts_with("one two, ") && found.ends_with("!three"), "{found}");
        check(&[&gzip("one "), b"\x1f\x8b\x08\xffgarbage", &gzip("two")], "one !two");
        check(&[&gzip("one "), b"garbage"], "one !");
        assert!(read(&[gzip("one "), cut[..20].to_vec()].concat(), 7).ends_with('!'));
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(prop_oneof![Just(0x1f), Just(0x8b), Just(8), any::<u8>()], 0..200)) {
            let faults = read(&bytes, 7).len();
            prop_assert!(faults < 100_000);
        }
    }
}
