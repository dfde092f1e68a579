//! The metrics: what each is called, what it counts in one sentence, and in what it is told.

/// In what a value is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A share of 1, told in per cent; it can exceed 1 where more is used than there is.
    Share,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Money in the currency of `learn.yaml`.
    Money,
    /// Points of a rubric.
    Points,
    /// A number of things.
    Count,
}

impl Scale {
    /// The word for it in forms for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Days => "days",
            Self::Hours => "hours",
            Self::Money => "money",
            Self::Points => "points",
            Self::Count => "count",
        }
    }
}

/// Into what a metric falls by itself where nobody asks for teams or roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// Nothing.
    Whole,
    /// Critical roles, each by its name, and all others.
    CriticalRoles,
    /// People on a pathway to a role, and all others.
    OnPathway,
}

/// What the house knows about a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its id in forms for programs and in addresses.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What it counts, in one sentence.
    pub definition: &'static str,
    /// What the numerator counts.
    pub numerator: &'static str,
    /// What the denominator counts.
    pub denominator: &'static str,
    /// In what its value is told.
    pub scale: Scale,
    /// Into what it falls by itself.
    pub parts: Parts,
    /// Whether it is about people, so that few of them would be recognised in it.
    pub is_personal: bool,
}

/// Declares the metrics in the order in which they are told, each with what it is.
macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident {
        $id:literal, $title:literal, $scale:ident, $parts:ident, personal: $personal:literal,
        $numerator:literal / $denominator:literal,
        $definition:literal
    })*) => {
        /// A metric.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Measure {
            $($(#[$doc])* $name,)*
        }

        impl Measure {
            /// All of them, in the order in which they are told.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What it is.
            #[must_use]
            pub const fn about(self) -> About {
                match self {
                    $(Self::$name => About {
                        id: $id,
                        title: $title,
                        definition: $definition,
                        numerator: $numerator,
                        denominator: $denominator,
                        scale: Scale::$scale,
                        parts: Parts::$parts,
                        is_personal: $personal,
                    },)*
                }
            }
        }
    };
}

/// How many roles have to be filled before anything is divided by them: what a whole company learned, laid on one
/// of them, would be no price of a role.
const FEWEST_ROLES: f64 = 5.0;

impl Measure {
    /// Whether a denominator is too small for a quotient that means anything.
    #[must_use]
    pub fn is_too_few(self, denominator: f64) -> bool {
        matches!(self, Self::HoursPerRole | Self::MoneyPerRole) && denominator < FEWEST_ROLES
    }
}

measures! {
    /// How long it takes to be ready for a role.
    TimeToCompetence {
        "time-to-competence", "Time to competence", Days, CriticalRoles, personal: true,
        "ready" / "people on their way",
        "Median days from enrolling on a pathway to a role to the first day of being ready for it \
         (Kaplan–Meier, 95 % interval); who left, withdrew or is still on the way counts as far as \
         they got, and who was ready on the first day is left out."
    }
    /// How many modules are finished.
    Completion {
        "completion", "Completion", Share, Whole, personal: true,
        "finished" / "begun whose time is over",
        "Modules finished, of those begun whose time (effort.over; 3 months where a module names none) \
         ended in the period, without those given up."
    }
    /// How many invitations are followed.
    Participation {
        "participation", "Participation", Share, Whole, personal: true,
        "present" / "invited",
        "People present, of those invited to the sessions and dates of the period for which somebody \
         noted who came."
    }
    /// How many second chances end well.
    Remediation {
        "remediation", "Remediation success", Share, Whole, personal: true,
        "awarded in time" / "due",
        "Second chances that ended in the award by the agreed day, of those whose day fell in the period, \
         without those given up."
    }
    /// How many people move.
    Mobility {
        "mobility", "Mobility", Share, Whole, personal: true,
        "moved" / "mean headcount",
        "People who took on a new role or joined another team in the period, of the mean headcount."
    }
    /// How many people stay.
    Retention {
        "retention", "Retention", Share, OnPathway, personal: true,
        "still here" / "here before",
        "People still here at the end of the period, of those here on the day before it began; \
         where enough people stand behind both, those on a pathway to a role stand beside the others."
    }
    /// How full the places with mentors are.
    MentorLoad {
        "mentor-load", "Mentor load", Share, Whole, personal: true,
        "mentees" / "places",
        "People who have chosen somebody who volunteers as their mentor, of the places these offer \
         today, at the end of the period."
    }
    /// How long claims wait.
    DaysToAnswer {
        "days-to-answer", "Days to answer a claim", Days, Whole, personal: true,
        "settled in time" / "claims settled",
        "Median days from a claim to the decision that settled it, of claims settled in the period; in \
         time are those within cadence.claim_answer."
    }
    /// How alike assessors judge.
    Calibration {
        "calibration", "Assessor calibration", Points, Whole, personal: true,
        "points apart" / "assessors",
        "Mean distance between an assessor's scores and those of the others on the same criteria of the \
         same rubric in the period, whichever is higher."
    }
    /// How much feedback is answered.
    FeedbackAnswered {
        "feedback-answered", "Feedback answered", Share, Whole, personal: false,
        "in time" / "due",
        "Feedback answered within cadence.feedback_answer, of what was due in the period."
    }
    /// How much of the learning time is used.
    LearningTime {
        "learning-time", "Learning time used", Share, Whole, personal: true,
        "hours used" / "hours allotted",
        "Hours of learning (effort.learning) of the modules and own training finished in the period, of \
         the learning time allotted to those who have some."
    }
    /// What an award takes in time.
    HoursPerAward {
        "hours-per-award", "Hours per award", Hours, Whole, personal: true,
        "hours" / "awards",
        "Hours of learning of what was finished in the period, divided by the awards given in it."
    }
    /// What an award takes in money.
    MoneyPerAward {
        "money-per-award", "Money per award", Money, Whole, personal: true,
        "cost" / "awards",
        "Those hours at investment.hour and what the places cost, divided by the awards given in the \
         period."
    }
    /// What a filled role takes in time.
    HoursPerRole {
        "hours-per-role", "Hours per filled role", Hours, Whole, personal: true,
        "hours" / "roles filled",
        "Hours of learning of what was finished in the period, divided by the roles that people from \
         inside took on in it; with fewer than 5 of them, too few to say."
    }
    /// What a filled role takes in money.
    MoneyPerRole {
        "money-per-role", "Money per filled role", Money, Whole, personal: true,
        "cost" / "roles filled",
        "Those hours at investment.hour and what the places cost, divided by the roles that people from \
         inside took on in the period; with fewer than 5 of them, too few to say."
    }
    /// How much is told.
    Stories {
        "stories", "Stories told", Count, Whole, personal: false,
        "stories" / "",
        "Stories of the period: successes, lessons, updates and announcements."
    }
}
