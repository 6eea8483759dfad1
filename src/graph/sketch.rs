use std::fmt;

/// Values of a sketch.
const VALUES: usize = 64;
/// Words of a shingle.
const SHINGLE: usize = 3;
/// Values of a band.
const ROWS: usize = 4;
/// Of 64 values, how many must be equal for two texts to be near-copies: 0.65 of their shingles are the same.
const ALIKE: usize = 42;

/// What remains of a text to tell whether another is its copy or nearly so: 64 minima of hashes of its shingles of
/// three words, eight bits of each.
///
/// Broder (1997), "On the resemblance and containment of documents"; Li and König (2010), "b-Bit minwise hashing".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sketch([u8; VALUES]);

impl Sketch {
    /// Number of [`bands`](Self::bands).
    pub const BANDS: usize = VALUES / ROWS;

    /// The sketch of `text`; none when it has no words. Letter case, punctuation and white space play no part.
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<u64> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash).collect();
        if words.is_empty() {
            return None;
        }
        let mut least = [u32::MAX; VALUES];
        for shingle in words.windows(SHINGLE.min(words.len())) {
            let mixed = shingle.iter().fold(0u64, |all, word| mix(all.rotate_left(5) ^ word));
            let seed = (mixed >> 32) as u32;
            for (value, (factor, term)) in least.iter_mut().zip(&FUNCTIONS) {
                *value = (*value).min(seed.wrapping_mul(*factor).wrapping_add(*term));
            }
        }
        Some(Self(least.map(|value| (value.wrapping_mul(0x9E37_79B1) >> 24) as u8)))
    }

    /// The share of shingles that two texts have in common (Jaccard), as far as the sketches tell.
    pub fn similarity(&self, other: &Self) -> f64 {
        self.equal(other) as f64 / VALUES as f64
    }

    /// Whether the texts are near-copies of each other.
    pub fn alike(&self, other: &Self) -> bool {
        self.equal(other) >= ALIKE
    }

    fn equal(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count()
    }

    /// Sixteen keys: near-copies have at least one in common, with a probability of 0.96 at the least similarity that
    /// counts and of 0.9998 when four fifths of the shingles are the same.
    pub fn bands(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.chunks_exact(ROWS).enumerate().map(|(band, rows)| {
            let values = rows.iter().fold(0i64, |all, value| all << 8 | i64::from(*value));
            (band as i64) << 32 | values
        })
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The sketch of these [`bytes`](Self::bytes), if it is one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The sketch written as `text` by its `Display`, if it is one.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
        let bytes: Option<Vec<u8>> = digits.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect();
        Self::from_bytes(&bytes?)
    }
}

impl fmt::Display for Sketch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sketch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sketch({self})")
    }
}

/// For each sketch the first of those that are copies of each other, directly or over others; itself when alone.
///
/// Does not depend on the order: the groups are the connected parts of "is a near-copy of".
pub fn near_copies(sketches: &[Option<Sketch>]) -> Vec<usize> {
    let mut keys: Vec<(i64, usize)> = Vec::with_capacity(sketches.len() * Sketch::BANDS);
    for (i, sketch) in sketches.iter().enumerate() {
        keys.extend(sketch.iter().flat_map(Sketch::bands).map(|band| (band, i)));
    }
    keys.sort_unstable();
    let mut parent: Vec<usize> = (0..sketches.len()).collect();
    for run in keys.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
        join_alike(run, sketches, &mut parent);
    }
    (0..sketches.len()).map(|i| root(&mut parent, i)).collect()
}

/// Joins the near-copies among those that share a band; one match is enough for two groups.
fn join_alike(run: &[(i64, usize)], sketches: &[Option<Sketch>], parent: &mut [usize]) {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &(_, new) in run {
        let Some(sketch) = sketches[new] else { continue };
        let fits = |group: &Vec<usize>| group.iter().any(|&old| sketches[old].is_some_and(|old| old.alike(&sketch)));
        let (joined, mut others): (Vec<_>, Vec<_>) = groups.into_iter().partition(fits);
        let mut group = vec![new];
        for old in joined {
            let (a, b) = (root(parent, old[0]), root(parent, new));
            parent[a.max(b)] = a.min(b);
            group.extend(old);
        }
        others.push(group);
        groups = others;
    }
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// The hash of a word in lower case, FNV-1a; the same on every machine and in every version.
fn hash(word: &str) -> u64 {
    let step = |all: u64, byte: u8| (all ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    if word.is_ascii() {
        return word.bytes().fold(0xcbf2_9ce4_8422_2325, |all, byte| step(all, byte.to_ascii_lowercase()));
    }
    word.to_lowercase().bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// Spreads the bits of `x`; the last step of `SplitMix64`.
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The linear permutations whose minima are taken: odd factor and term.
const FUNCTIONS: [(u32, u32); VALUES] = {
    let mut functions = [(0, 0); VALUES];
    let mut i = 0;
    while i < VALUES {
        let bits = mix((i as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        functions[i] = (bits as u32 | 1, (bits >> 32) as u32);
        i += 1;
    }
    functions
};
