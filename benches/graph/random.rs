/// Numbers that look random and are the same on every run (`SplitMix64`).
pub struct Random(pub u64);

impl Random {
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number from 0 to 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((self.unit() * end as f64) as usize).min(end - 1)
    }

    /// A number below `end`, small ones more often: the `i`-th with a weight of `i` to the power of −0.65, which makes
    /// degrees that follow a power law of exponent 2.5.
    pub fn skewed(&mut self, end: usize) -> usize {
        ((end as f64 * self.unit().powf(1.0 / 0.35)) as usize).min(end - 1)
    }
}
