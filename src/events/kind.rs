use std::fmt;

/// The sixteen categories of PLOVER (2021), from the most cooperative words to the most hostile deeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// The source agrees, offers, promises or shows willingness to cooperate, meet, sign or end a conflict.
    Agree,
    /// The source meets, talks, negotiates, visits, calls or writes.
    Consult,
    /// The source backs in words: praises, endorses, recognizes, signs, restores ties, condoles.
    Support,
    /// The source concedes in words: pardons, apologizes, eases a restriction, announces a ceasefire.
    Concede,
    /// The source exchanges material goods to mutual benefit: trade, arms sale, joint exercise, intelligence, extradition.
    Cooperate,
    /// The source helps materially: money, weapons, troops, training, relief, asylum.
    Aid,
    /// The source withdraws, releases, keeps a ceasefire, grants access, resigns.
    Retreat,
    /// The source asks, urges, demands, orders, appeals.
    Request,
    /// The source criticizes, condemns, objects, accuses, sues, investigates.
    Accuse,
    /// The source refuses, declines, denies, vetoes, defies.
    Reject,
    /// The source warns of or threatens a sanction, force or other harm.
    Threaten,
    /// The source demonstrates, strikes, riots, boycotts.
    Protest,
    /// The source imposes sanctions, expels, cuts ties, withdraws aid, fines, convicts.
    Sanction,
    /// The source deploys, reinforces, alerts, tests weapons, exercises.
    Mobilize,
    /// The source arrests, detains, seizes, bans, blockades, hacks, deports.
    Coerce,
    /// The source attacks physically: invades, bombs, shoots, kills, abducts, fights.
    Assault,
}

/// The four quadrants of words and deeds, cooperation and conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuadClass {
    /// Words that bring together.
    VerbalCooperation,
    /// Deeds that bring together.
    MaterialCooperation,
    /// Words that set apart.
    VerbalConflict,
    /// Deeds that harm.
    MaterialConflict,
}

impl EventKind {
    /// Every category, in the order of PLOVER's codebook.
    pub const ALL: [Self; 16] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// The category as the output names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }

    /// What it means, in one line.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Agree => {
                "the source agrees, offers, promises or shows willingness to cooperate, meet, sign or end a conflict"
            }
            Self::Consult => "the source meets, talks, negotiates, visits, calls or writes",
            Self::Support => "the source backs in words: praises, endorses, recognizes, signs, restores ties, condoles",
            Self::Concede => {
                "the source concedes in words: pardons, apologizes, eases a restriction, announces a ceasefire"
            }
            Self::Cooperate => {
                "the source exchanges material goods to mutual benefit: trade, arms sale, joint exercise, intelligence, extradition"
            }
            Self::Aid => "the source helps materially: money, weapons, troops, training, relief, asylum",
            Self::Retreat => "the source withdraws, releases, keeps a ceasefire, grants access, resigns",
            Self::Request => "the source asks, urges, demands, orders, appeals",
            Self::Accuse => "the source criticizes, condemns, objects, accuses, sues, investigates",
            Self::Reject => "the source refuses, declines, denies, vetoes, defies",
            Self::Threaten => "the source warns of or threatens a sanction, force or other harm",
            Self::Protest => "the source demonstrates, strikes, riots, boycotts",
            Self::Sanction => "the source imposes sanctions, expels, cuts ties, withdraws aid, fines, convicts",
            Self::Mobilize => "the source deploys, reinforces, alerts, tests weapons, exercises",
            Self::Coerce => "the source arrests, detains, seizes, bans, blockades, hacks, deports",
            Self::Assault => "the source attacks physically: invades, bombs, shoots, kills, abducts, fights",
        }
    }

    /// The category written `text`, if there is one.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Words or deeds, cooperation or conflict.
    pub const fn quad_class(self) -> QuadClass {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => QuadClass::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => QuadClass::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => QuadClass::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                QuadClass::MaterialConflict
            }
        }
    }

    /// The modes that may stand beside the category.
    pub const fn modes(self) -> &'static [Mode] {
        match self {
            Self::Agree => &[],
            Self::Consult => {
                &[Mode::Visit, Mode::Phone, Mode::Letter, Mode::Multilateral, Mode::ThirdParty, Mode::Talks]
            }
            Self::Support => &[],
            Self::Concede => &[],
            Self::Cooperate => &[Mode::ArmsDeal, Mode::Trade, Mode::Military, Mode::Intelligence],
            Self::Aid => &[Mode::Arms, Mode::Military, Mode::Economic, Mode::Humanitarian],
            Self::Retreat => &[
                Mode::Withdraw,
                Mode::Release,
                Mode::Ceasefire,
                Mode::Access,
                Mode::Resign,
                Mode::Return,
                Mode::Disarm,
            ],
            Self::Request => &[Mode::Assist, Mode::Change, Mode::Yield, Mode::Meet],
            Self::Accuse => &[Mode::Disapprove, Mode::Allege, Mode::Investigate],
            Self::Reject => &[Mode::Assist, Mode::Change, Mode::Yield, Mode::Meet, Mode::Deny],
            Self::Threaten => &[],
            Self::Protest => &[Mode::Demonstrate, Mode::Strike, Mode::Riot, Mode::Boycott],
            Self::Sanction => &[Mode::Convict, Mode::Expel, Mode::Withdraw, Mode::Discontinue, Mode::Embargo],
            Self::Mobilize => &[Mode::Troops, Mode::Weapons, Mode::Police, Mode::Militia],
            Self::Coerce => &[
                Mode::Arrest,
                Mode::Seize,
                Mode::Ban,
                Mode::Restrict,
                Mode::Cyber,
                Mode::Misinformation,
                Mode::Withhold,
                Mode::Curfew,
                Mode::Deport,
                Mode::Censor,
            ],
            Self::Assault => &[
                Mode::Aerial,
                Mode::HeavyWeapons,
                Mode::Drone,
                Mode::Explosives,
                Mode::Firearms,
                Mode::Assassinate,
                Mode::Abduct,
                Mode::Execute,
                Mode::SuicideAttack,
                Mode::Unconventional,
                Mode::Torture,
                Mode::Destroy,
            ],
        }
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How the event was done; which modes fit a category is told by [`EventKind::modes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// `visit`
    Visit,
    /// `phone`
    Phone,
    /// `letter`
    Letter,
    /// `multilateral`
    Multilateral,
    /// `third-party`
    ThirdParty,
    /// `talks`
    Talks,
    /// `arms_deal`
    ArmsDeal,
    /// `trade`
    Trade,
    /// `military`
    Military,
    /// `intelligence`
    Intelligence,
    /// `arms`
    Arms,
    /// `economic`
    Economic,
    /// `humanitarian`
    Humanitarian,
    /// `withdraw`
    Withdraw,
    /// `release`
    Release,
    /// `ceasefire`
    Ceasefire,
    /// `access`
    Access,
    /// `resign`
    Resign,
    /// `return`
    Return,
    /// `disarm`
    Disarm,
    /// `assist`
    Assist,
    /// `change`
    Change,
    /// `yield`
    Yield,
    /// `meet`
    Meet,
    /// `disapprove`
    Disapprove,
    /// `allege`
    Allege,
    /// `investigate`
    Investigate,
    /// `deny`
    Deny,
    /// `convict`
    Convict,
    /// `expel`
    Expel,
    /// `discontinue`
    Discontinue,
    /// `embargo`
    Embargo,
    /// `troops`
    Troops,
    /// `weapons`
    Weapons,
    /// `police`
    Police,
    /// `militia`
    Militia,
    /// `arrest`
    Arrest,
    /// `seize`
    Seize,
    /// `ban`
    Ban,
    /// `restrict`
    Restrict,
    /// `cyber`
    Cyber,
    /// `misinformation`
    Misinformation,
    /// `withhold`
    Withhold,
    /// `curfew`
    Curfew,
    /// `deport`
    Deport,
    /// `censor`
    Censor,
    /// `aerial`
    Aerial,
    /// `heavy-weapons`
    HeavyWeapons,
    /// `drone`
    Drone,
    /// `explosives`
    Explosives,
    /// `firearms`
    Firearms,
    /// `assassinate`
    Assassinate,
    /// `abduct`
    Abduct,
    /// `execute`
    Execute,
    /// `suicide-attack`
    SuicideAttack,
    /// `unconventional`
    Unconventional,
    /// `torture`
    Torture,
    /// `destroy`
    Destroy,
    /// `demonstrate`
    Demonstrate,
    /// `strike`
    Strike,
    /// `riot`
    Riot,
    /// `boycott`
    Boycott,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 62] = [
        Self::Visit,
        Self::Phone,
        Self::Letter,
        Self::Multilateral,
        Self::ThirdParty,
        Self::Talks,
        Self::ArmsDeal,
        Self::Trade,
        Self::Military,
        Self::Intelligence,
        Self::Arms,
        Self::Economic,
        Self::Humanitarian,
        Self::Withdraw,
        Self::Release,
        Self::Ceasefire,
        Self::Access,
        Self::Resign,
        Self::Return,
        Self::Disarm,
        Self::Assist,
        Self::Change,
        Self::Yield,
        Self::Meet,
        Self::Disapprove,
        Self::Allege,
        Self::Investigate,
        Self::Deny,
        Self::Convict,
        Self::Expel,
        Self::Discontinue,
        Self::Embargo,
        Self::Troops,
        Self::Weapons,
        Self::Police,
        Self::Militia,
        Self::Arrest,
        Self::Seize,
        Self::Ban,
        Self::Restrict,
        Self::Cyber,
        Self::Misinformation,
        Self::Withhold,
        Self::Curfew,
        Self::Deport,
        Self::Censor,
        Self::Aerial,
        Self::HeavyWeapons,
        Self::Drone,
        Self::Explosives,
        Self::Firearms,
        Self::Assassinate,
        Self::Abduct,
        Self::Execute,
        Self::SuicideAttack,
        Self::Unconventional,
        Self::Torture,
        Self::Destroy,
        Self::Demonstrate,
        Self::Strike,
        Self::Riot,
        Self::Boycott,
    ];

    /// The mode as the output names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Phone => "phone",
            Self::Letter => "letter",
            Self::Multilateral => "multilateral",
            Self::ThirdParty => "third-party",
            Self::Talks => "talks",
            Self::ArmsDeal => "arms_deal",
            Self::Trade => "trade",
            Self::Military => "military",
            Self::Intelligence => "intelligence",
            Self::Arms => "arms",
            Self::Economic => "economic",
            Self::Humanitarian => "humanitarian",
            Self::Withdraw => "withdraw",
            Self::Release => "release",
            Self::Ceasefire => "ceasefire",
            Self::Access => "access",
            Self::Resign => "resign",
            Self::Return => "return",
            Self::Disarm => "disarm",
            Self::Assist => "assist",
            Self::Change => "change",
            Self::Yield => "yield",
            Self::Meet => "meet",
            Self::Disapprove => "disapprove",
            Self::Allege => "allege",
            Self::Investigate => "investigate",
            Self::Deny => "deny",
            Self::Convict => "convict",
            Self::Expel => "expel",
            Self::Discontinue => "discontinue",
            Self::Embargo => "embargo",
            Self::Troops => "troops",
            Self::Weapons => "weapons",
            Self::Police => "police",
            Self::Militia => "militia",
            Self::Arrest => "arrest",
            Self::Seize => "seize",
            Self::Ban => "ban",
            Self::Restrict => "restrict",
            Self::Cyber => "cyber",
            Self::Misinformation => "misinformation",
            Self::Withhold => "withhold",
            Self::Curfew => "curfew",
            Self::Deport => "deport",
            Self::Censor => "censor",
            Self::Aerial => "aerial",
            Self::HeavyWeapons => "heavy-weapons",
            Self::Drone => "drone",
            Self::Explosives => "explosives",
            Self::Firearms => "firearms",
            Self::Assassinate => "assassinate",
            Self::Abduct => "abduct",
            Self::Execute => "execute",
            Self::SuicideAttack => "suicide-attack",
            Self::Unconventional => "unconventional",
            Self::Torture => "torture",
            Self::Destroy => "destroy",
            Self::Demonstrate => "demonstrate",
            Self::Strike => "strike",
            Self::Riot => "riot",
            Self::Boycott => "boycott",
        }
    }

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

/// Whether the text says that the event happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Reported as having happened or going on.
    #[default]
    Actual,
    /// Will happen, was agreed or vowed.
    Planned,
    /// May happen, is suspected or considered.
    Possible,
    /// Said not to have happened, or refused.
    Denied,
    /// Somebody asks for it.
    Urged,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 5] = [Self::Actual, Self::Planned, Self::Possible, Self::Denied, Self::Urged];

    /// The status as the output names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Denied => "denied",
            Self::Urged => "urged",
        }
    }

    /// The status written `text`, if there is one.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// What it means, in one line.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Actual => "reported as having happened or going on",
            Self::Planned => "will happen, was agreed or vowed",
            Self::Possible => "may happen, is suspected, alleged or considered",
            Self::Denied => "said not to have happened, negated or refused",
            Self::Urged => "somebody asks for it to happen or to stop",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
