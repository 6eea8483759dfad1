//! The small network that scores candidates: sparse features, one hidden layer, one output.

use std::sync::LazyLock;

/// Width of the hidden layer.
pub(crate) const HIDDEN: usize = 16;
/// Numbers of a feature: its direct weight and its part of each hidden unit.
pub(crate) const WIDTH: usize = HIDDEN + 1;
/// Sorts of anaphors that have a threshold of their own.
pub(crate) const FORMS: usize = 6;
/// First bytes of a model file; the digit is its version.
const MAGIC: &[u8; 8] = b"DMBIND01";

/// The trained weights.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    /// `WIDTH` numbers a feature.
    pub rows: Vec<f32>,
    /// Bias and output weight of each hidden unit.
    pub bias: [f32; HIDDEN],
    pub out: [f32; HIDDEN],
    /// Probability from which an answer is given, by form of the anaphor.
    pub thresholds: [f32; FORMS],
}

static EMBEDDED: LazyLock<Option<Network>> =
    LazyLock::new(|| Network::open(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/models/binding.bin"))));

impl Network {
    /// The model that is part of the program; none while another shape of it is being trained.
    pub fn embedded() -> Option<&'static Self> {
        EMBEDDED.as_ref()
    }

    /// A network of `features` features that knows nothing, its hidden units made unlike by `random`.
    pub fn new(features: usize, mut random: impl FnMut() -> f32) -> Self {
        let rows = (0..features * WIDTH).map(|k| if k % WIDTH == 0 { 0.0 } else { random() * 0.1 }).collect();
        let mut out = [0.0; HIDDEN];
        out.fill_with(|| random() * 0.5);
        Self { rows, bias: [0.1; HIDDEN], out, thresholds: [0.5; FORMS] }
    }

    /// The hidden layer before its rectifier, and the score.
    pub fn run(&self, features: &[u16]) -> ([f32; HIDDEN], f32) {
        let mut hidden = self.bias;
        let mut score = 0.0;
        for &feature in features {
            let at = feature as usize * WIDTH;
            let Some((direct, parts)) = self.rows.get(at..at + WIDTH).and_then(<[f32]>::split_first) else { continue };
            score += direct;
            for (unit, part) in hidden.iter_mut().zip(parts) {
                *unit += part;
            }
        }
        for (unit, weight) in hidden.iter().zip(&self.out) {
            score += unit.max(0.0) * weight;
        }
        (hidden, score)
    }

    /// The probability of each candidate.
    pub fn probabilities<'a>(&self, candidates: impl IntoIterator<Item = &'a [u16]>) -> Vec<f32> {
        let mut scores: Vec<f32> = candidates.into_iter().map(|features| self.run(features).1).collect();
        softmax(&mut scores);
        scores
    }

    /// Reads a model file.
    pub fn open(bytes: &[u8]) -> Option<Self> {
        let packed = bytes.strip_prefix(MAGIC.as_slice())?;
        let mut raw = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(packed), &mut raw).ok()?;
        let (head, cells) = raw.split_at_checked((1 + FORMS + 2 * HIDDEN) * 4)?;
        let mut head = head.chunks_exact(4).map(|c| f32::from_le_bytes([c[0], c[1], c[2], c[3]]));
        let scale = head.next()?;
        let mut thresholds = [0.0; FORMS];
        let mut bias = [0.0; HIDDEN];
        let mut out = [0.0; HIDDEN];
        for cell in thresholds.iter_mut().chain(&mut bias).chain(&mut out) {
            *cell = head.next()?;
        }
        let rows = cells.chunks_exact(2).map(|c| f32::from(i16::from_le_bytes([c[0], c[1]])) * scale).collect();
        Some(Self { rows, bias, out, thresholds })
    }

    /// Writes a model file.
    pub fn pack(&self) -> Vec<u8> {
        let top = self.rows.iter().fold(1e-6f32, |top, cell| top.max(cell.abs()));
        let scale = top / 32_000.0;
        let mut raw: Vec<u8> = Vec::new();
        let head = std::iter::once(&scale).chain(&self.thresholds).chain(&self.bias).chain(&self.out);
        for number in head {
            raw.extend(number.to_le_bytes());
        }
        for cell in &self.rows {
            // coarse steps pack better
            let step = ((cell / scale / 16.0).round() * 16.0).clamp(-32_000.0, 32_000.0) as i16;
            raw.extend(step.to_le_bytes());
        }
        let mut file = MAGIC.to_vec();
        let mut encoder = flate2::write::ZlibEncoder::new(&mut file, flate2::Compression::best());
        let written = std::io::Write::write_all(&mut encoder, &raw).and_then(|()| encoder.finish().map(|_| ()));
        written.expect("writing to memory does not fail");
        file
    }
}

/// Turns scores into probabilities.
pub(crate) fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - top).exp();
        sum += *score;
    }
    for score in scores.iter_mut() {
        *score /= sum;
    }
}
