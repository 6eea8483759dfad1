use std::fmt;

use crate::events::Mode;

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
