//! What one line of a role demands, as a signed record copies it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ladder::{Choice, Expectation, Experience, PortfolioDemand, Requirement};
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What a line demanded when somebody signed: exactly one of competency, credential, module, portfolio,
/// experience or choose.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Demanded {
    /// # Competency
    /// A competency, at the proficiency of `at`.
    ///
    /// Example: `incident-response`
    pub competency: Option<Ref<to::Competency>>,
    /// # Proficiency
    /// With a competency, the step of the framework's scale.
    ///
    /// Example: `working`
    pub at: Option<Id>,
    /// # Credential
    /// A credential to hold.
    ///
    /// Example: `incident-commander`
    pub credential: Option<Ref<to::Credential>>,
    /// # Module
    /// A module to have finished.
    ///
    /// Example: `incident-command`
    pub module: Option<Ref<to::Module>>,
    /// # Portfolio
    /// Judged work to have.
    ///
    /// Example: `{entries: 3, modules: 2, projects: 1}`
    pub portfolio: Option<PortfolioDemand>,
    /// # Experience
    /// Time to have spent in a role.
    ///
    /// Example: `{role: engineer, at_least: 12 months}`
    pub experience: Option<Experience>,
    /// # Choose
    /// How many of `from` it takes.
    ///
    /// Example: `1`
    #[schemars(range(min = 1, max = 50))]
    pub choose: Option<u8>,
    /// # From
    /// What can be chosen.
    ///
    /// Example: `[{credential: design-critique}, {credential: threat-modeller}]`
    #[serde(default)]
    pub from: Vec<Choice>,
    /// # Share
    /// Whether something that counts elsewhere in the role may count here as well.
    ///
    /// Example: `false`
    #[serde(default)]
    pub share: bool,
}

impl Demanded {
    /// The copy of an expectation.
    #[must_use]
    pub fn of_expectation(expectation: &Expectation) -> Self {
        Self {
            competency: Some(expectation.competency.clone()),
            at: Some(expectation.at.clone()),
            ..Self::default()
        }
    }

    /// The copy of a requirement, without the words for it and the days on which it is asked for.
    #[must_use]
    pub fn of_requirement(requirement: &Requirement) -> Self {
        Self {
            competency: None,
            at: None,
            credential: requirement.credential.clone(),
            module: requirement.module.clone(),
            portfolio: requirement.portfolio.clone(),
            experience: requirement.experience.clone(),
            choose: requirement.choose,
            from: requirement.from.clone(),
            share: requirement.share,
        }
    }

    /// The competencies that it names at a proficiency, also among what can be chosen.
    pub fn competencies(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.competency.as_ref().zip(self.at.as_ref());
        let chosen =
            self.from.iter().filter_map(|one| one.competency.as_ref().zip(one.at.as_ref()));
        own.into_iter().chain(chosen).map(|(competency, at)| (competency.as_str(), at.as_str()))
    }
}
