//! How a text writes its characters, and the same text as UTF-8: whole, or piece by piece.

use std::borrow::Cow;

use encoding_rs::Decoder;

use super::Encoding;

/// How many bytes are looked at to tell UTF-8 from Latin-1.
pub(super) const LOOKED_AT: usize = 1 << 20;

/// How many bytes tell UTF-16 without a mark.
const UNMARKED: usize = 64;

/// How a text is written, unless told; `is_whole` says that it is not cut off.
pub(super) fn encoding(content: &[u8], is_whole: bool, told: Option<Encoding>) -> Encoding {
    let found = || match utf16(content) {
        Some(encoding) => encoding,
        None => {
            let start = &content[..content.len().min(LOOKED_AT)];
            match std::str::from_utf8(start) {
                Err(e) if e.error_len().is_some() => Encoding::Latin1,
                Err(_) if is_whole && start.len() == content.len() => Encoding::Latin1,
                _ => Encoding::Utf8,
            }
        }
    };
    told.unwrap_or_else(found)
}

/// UTF-16 by its mark or, without one, by zeros that stand in every second byte and in no other.
fn utf16(content: &[u8]) -> Option<Encoding> {
    match content {
        [0xff, 0xfe, ..] => return Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let pairs = || content[..content.len().min(UNMARKED)].chunks_exact(2);
    let of = |zero: usize| pairs().all(|pair| pair[zero] == 0 && pair[1 - zero] != 0);
    match pairs().len() {
        0 | 1 => None,
        _ if of(1) => Some(Encoding::Utf16Le),
        _ if of(0) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

fn of(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Latin1 => encoding_rs::WINDOWS_1252,
    }
}

/// A text as UTF-8, and what it was.
pub(super) fn decode(content: &[u8], told: Option<Encoding>) -> (Encoding, Cow<'_, [u8]>) {
    let encoding = encoding(content, true, told);
    if encoding == Encoding::Utf8 {
        return (encoding, Cow::Borrowed(content));
    }
    let text = match of(encoding).decode_with_bom_removal(content).0 {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    };
    (encoding, text)
}

/// Decodes a text that comes piece by piece. UTF-8 passes as it is, since whoever reads it says where it is
/// none.
pub(super) struct Pieces {
    told: Option<Encoding>,
    /// What has come while too little was there to tell.
    first: Vec<u8>,
    decoder: Option<Decoder>,
    begun: bool,
}

impl std::fmt::Debug for Pieces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pieces").field("told", &self.told).field("begun", &self.begun).finish()
    }
}

impl Pieces {
    pub(super) fn new(told: Option<Encoding>) -> Self {
        Self { told, first: Vec::new(), decoder: None, begun: false }
    }

    /// Whether the text is being decoded, and comes out as UTF-8.
    pub(super) fn decodes(&self) -> bool {
        self.decoder.is_some()
    }

    /// From here on the text, of which nothing was decoded yet, is taken for Latin-1.
    pub(super) fn are_latin1(&mut self, text: &mut Vec<u8>) {
        let mut decoder = encoding_rs::WINDOWS_1252.new_decoder_without_bom_handling();
        let bytes = std::mem::take(text);
        put(&mut decoder, &bytes, false, text);
        self.decoder = Some(decoder);
    }

    /// Appends a piece to `text`; `ended` says that it is the last.
    pub(super) fn push(&mut self, piece: &[u8], ended: bool, text: &mut Vec<u8>) {
        if !self.begun {
            self.first.extend_from_slice(piece);
            // Two characters tell UTF-16 from UTF-8, or that there is nothing to tell.
            if self.first.len() < 4 && !ended {
                return;
            }
            self.begun = true;
            let encoding = self.told.or_else(|| utf16(&self.first));
            if let Some(encoding) = encoding.filter(|&encoding| encoding != Encoding::Utf8) {
                self.decoder = Some(of(encoding).new_decoder_with_bom_removal());
            }
            let first = std::mem::take(&mut self.first);
            return self.put(&first, ended, text);
        }
        self.put(piece, ended, text);
    }

    fn put(&mut self, piece: &[u8], ended: bool, text: &mut Vec<u8>) {
        match &mut self.decoder {
            None => text.extend_from_slice(piece),
            Some(decoder) => put(decoder, piece, ended, text),
        }
    }
}

fn put(decoder: &mut Decoder, piece: &[u8], ended: bool, text: &mut Vec<u8>) {
    let most = decoder.max_utf8_buffer_length(piece.len()).unwrap_or(piece.len() * 3 + 16);
    let mut decoded = String::with_capacity(most);
    // All of it fits, so that nothing is left.
    let _ = decoder.decode_to_string(piece, &mut decoded, ended);
    text.extend_from_slice(decoded.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn utf16_is_told_by_its_mark_or_its_zeros() {
        for (little, expected) in [(true, Encoding::Utf16Le), (false, Encoding::Utf16Be)] {
            for text in ["\u{feff}größe,b\n1,2\n", "a,b\n1,2\n"] {
                let (found, decoded) = (decode(&utf16(text, little), None).0, utf16(text, little));
                assert_eq!(found, expected, "{text:?}");
                let plain = text.trim_start_matches('\u{feff}').as_bytes();
                assert_eq!(&*decode(&decoded, None).1, plain);
            }
        }
        assert_eq!(decode(b"a,b\n1,2\n", None).0, Encoding::Utf8);
        assert_eq!(decode(b"\xfcber,b\n", None).0, Encoding::Latin1);
    }

    #[test]
    fn pieces_end_anywhere() {
        let text = "\u{feff}name;größe\nfüß;1,5\n\u{1f600};2\n";
        let plain = text.trim_start_matches('\u{feff}').as_bytes();
        for little in [true, false] {
            let bytes = utf16(text, little);
            for length in 1..9 {
                let (mut pieces, mut decoded) = (Pieces::new(None), Vec::new());
                bytes.chunks(length).for_each(|piece| pieces.push(piece, false, &mut decoded));
                pieces.push(&[], true, &mut decoded);
                assert_eq!(decoded, plain, "{length}");
            }
        }
        let (mut pieces, mut decoded) = (Pieces::new(Some(Encoding::Latin1)), Vec::new());
        pieces.push(b"gr\xf6\xdfe", true, &mut decoded);
        assert_eq!(decoded, "größe".as_bytes());
    }
}
