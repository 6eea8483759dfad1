/// A 32-bit hash of bytes, the same on every machine: FNV-1a with a final mix.
pub(crate) fn bytes(seed: u32, data: &[u8]) -> u32 {
    let mut h = 0x811c_9dc5 ^ seed.wrapping_mul(0x9e37_79b1);
    for &b in data {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    mix(h)
}

/// The hash of a word with its ASCII letters in lower case.
pub(crate) fn lower(word: &str) -> u32 {
    let step = |h: u32, b: u8| (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193);
    mix(word.bytes().fold(0x811c_9dc5, step))
}

/// Spreads the bits of `h`.
pub(crate) fn mix(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x85eb_ca6b);
    h ^= h >> 13;
    h = h.wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}
