use std::fmt;

macro_rules! modes {
    ($($variant:ident = $text:literal,)*) => {
        /// How the event was done; which modes fit a category is told by
        /// [`EventKind::modes`](crate::events::EventKind::modes).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Mode {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl Mode {
            /// Every mode.
            pub const ALL: [Self; [$($text),*].len()] = [$(Self::$variant,)*];

            /// The mode as the output names it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

modes! {
    Visit = "visit",
    Phone = "phone",
    Letter = "letter",
    Multilateral = "multilateral",
    ThirdParty = "third-party",
    Talks = "talks",
    ArmsDeal = "arms_deal",
    Trade = "trade",
    Military = "military",
    Intelligence = "intelligence",
    Arms = "arms",
    Economic = "economic",
    Humanitarian = "humanitarian",
    Withdraw = "withdraw",
    Release = "release",
    Ceasefire = "ceasefire",
    Access = "access",
    Resign = "resign",
    Return = "return",
    Disarm = "disarm",
    Assist = "assist",
    Change = "change",
    Yield = "yield",
    Meet = "meet",
    Disapprove = "disapprove",
    Allege = "allege",
    Investigate = "investigate",
    Deny = "deny",
    Convict = "convict",
    Expel = "expel",
    Discontinue = "discontinue",
    Embargo = "embargo",
    Troops = "troops",
    Weapons = "weapons",
    Police = "police",
    Militia = "militia",
    Arrest = "arrest",
    Seize = "seize",
    Ban = "ban",
    Restrict = "restrict",
    Cyber = "cyber",
    Misinformation = "misinformation",
    Withhold = "withhold",
    Curfew = "curfew",
    Deport = "deport",
    Censor = "censor",
    Aerial = "aerial",
    HeavyWeapons = "heavy-weapons",
    Drone = "drone",
    Explosives = "explosives",
    Firearms = "firearms",
    Assassinate = "assassinate",
    Abduct = "abduct",
    Execute = "execute",
    SuicideAttack = "suicide-attack",
    Unconventional = "unconventional",
    Torture = "torture",
    Destroy = "destroy",
    Demonstrate = "demonstrate",
    Strike = "strike",
    Riot = "riot",
    Boycott = "boycott",
}

impl Mode {
    /// The mode written `text`, if there is one.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
