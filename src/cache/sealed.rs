//! A file that shows whether it is whole: a header, the hash of what follows, and that.

/// Says what the file is; the number is of the header's layout.
const MAGIC: &[u8; 8] = b"recount1";
/// Bytes of a hash.
const HASH: usize = 32;

/// `payload` with the header: `maker` is whatever must be the same for the payload to be understood.
pub fn seal(maker: &[u8; HASH], payload: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(MAGIC.len() + 2 * HASH + payload.len());
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(maker);
    file.extend_from_slice(blake3::hash(payload).as_bytes());
    file.extend_from_slice(payload);
    file
}

/// The payload of a file that `seal` made with the same `maker` and nothing has changed since.
pub fn unseal<'f>(maker: &[u8; HASH], file: &'f [u8]) -> Option<&'f [u8]> {
    let rest = file.strip_prefix(MAGIC)?.strip_prefix(maker)?;
    let (hash, payload) = rest.split_at_checked(HASH)?;
    (blake3::hash(payload).as_bytes() == hash).then_some(payload)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_comes_back_and_what_was_changed_does_not() {
        let maker = [7; HASH];
        let file = seal(&maker, b"payload");
        assert_eq!(unseal(&maker, &file), Some(&b"payload"[..]));
        assert_eq!(unseal(&[8; HASH], &file), None);
        for cut in 0..file.len() {
            assert_eq!(unseal(&maker, &file[..cut]), None, "cut at {cut}");
        }
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert_eq!(unseal(&maker, &changed), None, "changed at {at}");
        }
    }
}
