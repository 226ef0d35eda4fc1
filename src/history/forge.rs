//! The forge that shows the repository: where it is, from the remote or the configuration, and the addresses of its
//! pages. Credentials of a remote never reach an address.

use std::path::Path;

use super::repository::Repository;
use crate::percent::encoded;

/// How a forge lays out its addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForgeKind {
    /// GitHub, and what is like it.
    GitHub,
    /// GitLab.
    GitLab,
    /// Bitbucket Cloud.
    Bitbucket,
    /// Gitea and Forgejo.
    Gitea,
    /// Azure DevOps.
    Azure,
}

impl ForgeKind {
    /// Every kind, with its word in `recount.toml`.
    pub const ALL: [(&'static str, Self); 6] = [
        ("github", Self::GitHub),
        ("gitlab", Self::GitLab),
        ("bitbucket", Self::Bitbucket),
        ("gitea", Self::Gitea),
        ("forgejo", Self::Gitea),
        ("azure", Self::Azure),
    ];

    /// The kind called `word`.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(name, _)| *name == word).map(|(_, kind)| kind)
    }

    /// The kind that a host's name tells; `None` where it tells nothing.
    fn of_host(host: &str) -> Option<Self> {
        let host = host.to_ascii_lowercase();
        let within = |name: &str| host == name || host.ends_with(&format!(".{name}"));
        if within("dev.azure.com") || within("visualstudio.com") {
            Some(Self::Azure)
        } else if within("codeberg.org") {
            Some(Self::Gitea)
        } else {
            Self::ALL
                .into_iter()
                .find(|(name, _)| host.split(['.', '-']).any(|part| part == *name))
                .map(|(_, kind)| kind)
        }
    }
}

/// The forge that shows a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forge {
    /// Address of the repository: http or https, without credentials, trailing slash and `.git`.
    url: String,
    kind: ForgeKind,
    /// Branch that links lead to.
    branch: String,
    /// Address of a commit with `{commit}` in it, where the configuration has one.
    commit_url: Option<String>,
}

impl Forge {
    /// The forge at `url`; `None` where that is not an http or https address. A host that tells nothing of its kind is
    /// taken for one like GitHub, unless `kind` says otherwise.
    #[must_use]
    pub fn new(url: &str, branch: &str, kind: Option<ForgeKind>) -> Option<Self> {
        let url = url.trim().trim_end_matches('/').trim_end_matches(".git");
        let (scheme, rest) = url.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        if host.is_empty() || !is_plain(host) || !is_plain(path) {
            return None;
        }
        let kind = kind.or_else(|| ForgeKind::of_host(host)).unwrap_or(ForgeKind::GitHub);
        Some(Self {
            url: format!("{scheme}://{host}/{path}").trim_end_matches('/').to_owned(),
            kind,
            branch: branch.to_owned(),
            commit_url: None,
        })
    }

    /// The forge that a remote's address tells, as Git has it: `https://…`, `ssh://…`, `git@host:path`. `None` for a
    /// folder, and for a host that tells nothing of its kind unless `kind` does.
    #[must_use]
    pub fn of_remote(remote: &str, branch: &str, kind: Option<ForgeKind>) -> Option<Self> {
        let url = web_address(remote.trim())?;
        let host = url.split_once("://")?.1.split('/').next()?;
        let kind = kind.or_else(|| ForgeKind::of_host(host))?;
        Self::new(&url, branch, Some(kind))
    }

    /// The same with the configuration's own address of a commit: `{commit}` stands for its id.
    #[must_use]
    pub fn with_commit_url(mut self, template: Option<&str>) -> Self {
        self.commit_url = template.map(str::to_owned);
        self
    }

    /// The page that shows a file.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        let (url, branch, path) = self.parts(path);
        match self.kind {
            ForgeKind::GitHub => format!("{url}/blob/{branch}/{path}"),
            ForgeKind::GitLab => format!("{url}/-/blob/{branch}/{path}"),
            ForgeKind::Bitbucket => format!("{url}/src/{branch}/{path}"),
            ForgeKind::Gitea => format!("{url}/src/branch/{branch}/{path}"),
            ForgeKind::Azure => format!("{url}?path=/{path}&version=GB{branch}"),
        }
    }

    /// The page on which a file is edited.
    #[must_use]
    pub fn edit(&self, path: &str) -> String {
        let (url, branch, path) = self.parts(path);
        match self.kind {
            ForgeKind::GitHub => format!("{url}/edit/{branch}/{path}"),
            ForgeKind::GitLab => format!("{url}/-/edit/{branch}/{path}"),
            ForgeKind::Bitbucket => format!("{url}/src/{branch}/{path}?mode=edit"),
            ForgeKind::Gitea => format!("{url}/_edit/{branch}/{path}"),
            ForgeKind::Azure => format!("{url}?path=/{path}&version=GB{branch}"),
        }
    }

    /// The page that lists the commits of a file.
    #[must_use]
    pub fn history(&self, path: &str) -> String {
        let (url, branch, path) = self.parts(path);
        match self.kind {
            ForgeKind::GitHub => format!("{url}/commits/{branch}/{path}"),
            ForgeKind::GitLab => format!("{url}/-/commits/{branch}/{path}"),
            ForgeKind::Bitbucket => format!("{url}/history-node/{branch}/{path}"),
            ForgeKind::Gitea => format!("{url}/commits/branch/{branch}/{path}"),
            ForgeKind::Azure => format!("{url}?path=/{path}&version=GB{branch}&_a=history"),
        }
    }

    /// The page of a commit.
    #[must_use]
    pub fn commit(&self, id: &str) -> String {
        let id = encoded(id);
        if let Some(template) = &self.commit_url {
            return template.replace("{commit}", &id);
        }
        let url = &self.url;
        match self.kind {
            ForgeKind::GitHub | ForgeKind::Gitea | ForgeKind::Azure => format!("{url}/commit/{id}"),
            ForgeKind::GitLab => format!("{url}/-/commit/{id}"),
            ForgeKind::Bitbucket => format!("{url}/commits/{id}"),
        }
    }

    fn parts(&self, path: &str) -> (&str, String, String) {
        (&self.url, encoded(&self.branch), encoded(path))
    }
}

/// Letters that stand in an address as they are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%:+".contains(&byte))
}

/// The address for a browser that belongs to a remote's address; no credentials, no port of ssh.
fn web_address(remote: &str) -> Option<String> {
    let without_user = |authority: &str| authority.rsplit_once('@').map_or(authority, |(_, host)| host).to_owned();
    let (scheme, rest) = if let Some((scheme, rest)) = remote.split_once("://") {
        (scheme, rest.to_owned())
    } else {
        // `git@host:path`; a colon behind a slash, or behind one letter, belongs to a folder's path.
        let (host, path) = remote.split_once(':').filter(|(host, _)| host.len() > 1 && !host.contains('/'))?;
        ("ssh", format!("{host}/{}", path.trim_start_matches('/')))
    };
    let (authority, path) = rest.split_once('/')?;
    let host = without_user(authority);
    match scheme {
        "https" | "http" => Some(format!("{scheme}://{host}/{path}")),
        "ssh" | "git" | "git+ssh" | "ssh+git" => {
            let host = host.split(':').next().unwrap_or("").to_owned();
            match (host.as_str(), path.split('/').collect::<Vec<_>>().as_slice()) {
                ("ssh.dev.azure.com", ["v3", organization, project, name]) => {
                    Some(format!("https://dev.azure.com/{organization}/{project}/_git/{name}"))
                }
                _ => Some(format!("https://{host}/{path}")),
            }
        }
        _ => None,
    }
}

/// The address of the remote `origin` as the repository around `folder` has it; it may hold credentials.
#[must_use]
pub fn remote(folder: &Path) -> Option<String> {
    let repository = Repository::discover(folder).ok().flatten()?;
    let path = repository.common_dir().join("config");
    let config = gix_config::File::from_path_no_includes(path, gix_config::Source::Local).ok()?;
    config.string("remote.origin.url").map(|url| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pages(remote: &str) -> Option<[String; 4]> {
        let forge = Forge::of_remote(remote, "main", None)?;
        Some([forge.commit("4b825dc"), forge.file("a b.md"), forge.edit("a.md"), forge.history("a.md")])
    }

    #[test]
    fn every_forge_has_its_own_addresses() {
        let said: Vec<String> = [
            "git@github.com:team/reviews.git",
            "https://user:secret@gitlab.example.com/team/sub/reviews.git",
            "ssh://git@bitbucket.org/team/reviews.git",
            "https://codeberg.org/team/reviews",
            "git@ssh.dev.azure.com:v3/team/project/reviews",
            "https://team@dev.azure.com/team/project/_git/reviews",
            "ssh://git@gitea.example.com:2222/team/reviews.git",
        ]
        .into_iter()
        .flat_map(|remote| pages(remote).expect("a forge that is known"))
        .collect();
        insta::assert_snapshot!(said.join("\n"), @"
        https://github.com/team/reviews/commit/4b825dc
        https://github.com/team/reviews/blob/main/a%20b.md
        https://github.com/team/reviews/edit/main/a.md
        https://github.com/team/reviews/commits/main/a.md
        https://gitlab.example.com/team/sub/reviews/-/commit/4b825dc
        https://gitlab.example.com/team/sub/reviews/-/blob/main/a%20b.md
        https://gitlab.example.com/team/sub/reviews/-/edit/main/a.md
        https://gitlab.example.com/team/sub/reviews/-/commits/main/a.md
        https://bitbucket.org/team/reviews/commits/4b825dc
        https://bitbucket.org/team/reviews/src/main/a%20b.md
        https://bitbucket.org/team/reviews/src/main/a.md?mode=edit
        https://bitbucket.org/team/reviews/history-node/main/a.md
        https://codeberg.org/team/reviews/commit/4b825dc
        https://codeberg.org/team/reviews/src/branch/main/a%20b.md
        https://codeberg.org/team/reviews/_edit/main/a.md
        https://codeberg.org/team/reviews/commits/branch/main/a.md
        https://dev.azure.com/team/project/_git/reviews/commit/4b825dc
        https://dev.azure.com/team/project/_git/reviews?path=/a%20b.md&version=GBmain
        https://dev.azure.com/team/project/_git/reviews?path=/a.md&version=GBmain
        https://dev.azure.com/team/project/_git/reviews?path=/a.md&version=GBmain&_a=history
        https://dev.azure.com/team/project/_git/reviews/commit/4b825dc
        https://dev.azure.com/team/project/_git/reviews?path=/a%20b.md&version=GBmain
        https://dev.azure.com/team/project/_git/reviews?path=/a.md&version=GBmain
        https://dev.azure.com/team/project/_git/reviews?path=/a.md&version=GBmain&_a=history
        https://gitea.example.com/team/reviews/commit/4b825dc
        https://gitea.example.com/team/reviews/src/branch/main/a%20b.md
        https://gitea.example.com/team/reviews/_edit/main/a.md
        https://gitea.example.com/team/reviews/commits/branch/main/a.md
        ");
    }

    #[test]
    fn what_tells_of_no_forge_is_none_unless_the_configuration_says_so() {
        for remote in
            ["/srv/git/reviews.git", "../reviews", "C:\\reviews", "file:///srv/git", "git@example.com:a/b.git", ""]
        {
            assert_eq!(pages(remote), None, "{remote}");
        }
        let forge =
            Forge::of_remote("git@example.com:a/b.git", "main", Some(ForgeKind::GitLab)).expect("said to be one");
        assert_eq!(forge.commit("1"), "https://example.com/a/b/-/commit/1");
        let forge = Forge::new("https://example.com/a/b/", "main", None).expect("an address");
        assert_eq!(forge.commit("1"), "https://example.com/a/b/commit/1");
        let forge = forge.with_commit_url(Some("https://example.com/c?id={commit}"));
        assert_eq!(forge.commit("1"), "https://example.com/c?id=1");
        for url in ["javascript:alert(1)", "ftp://example.com/a", "https://", "https://a/<b>", "https:// a/b"] {
            assert_eq!(Forge::new(url, "main", None), None, "{url}");
        }
    }

    #[test]
    fn the_configurations_words_are_kinds() {
        for word in crate::config::SiteSettings::FORGES {
            assert!(ForgeKind::named(word).is_some(), "{word}");
        }
        assert_eq!(crate::config::SiteSettings::FORGES, ForgeKind::ALL.map(|(word, _)| word));
    }

    proptest! {
        #[test]
        fn credentials_never_reach_an_address(
            scheme in "(https://|http://|ssh://|)",
            user in "[a-z0-9]{1,8}(:SECRET[A-Za-z0-9%@:/]{0,6})?@",
            rest in "(github|gitlab)\\.com[:/][a-z]{1,5}/[a-z]{1,5}(\\.git)?",
        ) {
            let remote = format!("{scheme}{user}{rest}");
            if let Some(pages) = pages(&remote) {
                prop_assert!(pages.iter().all(|page| !page.contains("SECRET") && !page.contains('@')), "{} {:?}", remote, pages);
            }
        }

        #[test]
        fn any_remote_is_read_without_a_panic(remote in "\\PC{0,40}") {
            let _ = pages(&remote);
        }
    }
}
