//! What approvals need from git, on real repositories: history, merges, writing, signing, remotes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use learn::world::git::about::Who;
use learn::world::git::history::History;
use learn::world::git::merge::{MergeRefusal, merge_result};
use learn::world::git::read::Home;
use learn::world::git::remote::{
    PushOutcome, fetch, pull_request_link, push, remote_of, remote_url,
};
use learn::world::git::write::{MoveRefusal, NewCommit, Stamp};
use learn::world::sign::setup::{Format, signing_setup};
use learn::world::sign::{Carrier, EMPTY_TREE, SignRefusal, ready, sign_statement, signed_commit};
use tempfile::TempDir;

const ENVELOPE: &str = "\
assess: ada incident-commander

Learn-Record: sha256:00
";

struct Repo {
    folder: TempDir,
}

impl Repo {
    fn new() -> Self {
        let repo = Self { folder: crate::scratch::folder() };
        repo.git(&["init", "--quiet", "--initial-branch=main"]);
        for (key, value) in [
            ("user.name", "Ben Okri"),
            ("user.email", "ben@example.com"),
            ("commit.gpgSign", "false"),
            ("gpg.format", "ssh"),
            ("user.signingKey", ""),
        ] {
            repo.git(&["config", key, value]);
        }
        repo
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn home(&self) -> Home {
        Home::around(self.path()).expect("readable").expect("a repository")
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn commit(&self, files: &[(&str, &str)]) -> String {
        for (path, text) in files {
            self.write(path, text);
        }
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "A step"]);
        self.head()
    }

    fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"])
    }

    fn blob(&self, path: &str) -> [u8; 20] {
        let hex = self.git(&["rev-parse", &format!("HEAD:{path}")]);
        let mut bytes = [0; 20];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[index * 2..index * 2 + 2], 16).expect("hexadecimal");
        }
        bytes
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git").current_dir(folder).args(arguments).output().expect("git");
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn history(repo: &Repo) -> History {
    History::of(&repo.home().commit("HEAD").expect("a commit")).expect("a history")
}

#[test]
fn a_file_is_first_seen_in_the_oldest_commit_that_has_it() {
    let repo = Repo::new();
    repo.commit(&[("a/one.txt", "one")]);
    let base = repo.commit(&[("a/deep/two.txt", "two")]);
    repo.git(&["switch", "--quiet", "--create", "side"]);
    let side = repo.commit(&[("b/three.txt", "three")]);
    repo.git(&["switch", "--quiet", "main"]);
    repo.commit(&[("c/four.txt", "four")]);
    repo.git(&["merge", "--quiet", "--no-ff", "--no-edit", "side"]);
    repo.git(&["mv", "b/three.txt", "c/moved.txt"]);
    repo.commit(&[]);
    let (two, three) = (repo.blob("a/deep/two.txt"), repo.blob("c/moved.txt"));
    let seen = history(&repo).first_seen(&BTreeSet::from([two, three, [7; 20]])).expect("seen");
    assert_eq!(seen, BTreeMap::from([(two, base), (three, side)]));
}

/// Twenty thousand commits, each with a new approval of one of five hundred people in groups of twenty.
fn long_history(repo: &Repo, commits: usize) {
    let mut stream = String::from("feature done\n");
    for index in 0..commits {
        let (group, person) = (index * 7 % 25, index * 7 % 500);
        let _ = write!(
            stream,
            "commit refs/heads/main\ncommitter B <b@x.org> {} +0000\ndata 1\nx\nM 100644 inline \
             people/{group:02}/p{person:03}/approvals/{index:05}.yaml\ndata 5\n{index:05}\n",
            1_700_000_000 + index
        );
        if index % 100 == 0 {
            let version = index / 100;
            let _ =
                writeln!(stream, "M 100644 inline trust/{version:03}.yaml\ndata 4\nv{version:03}");
        }
    }
    stream.push_str("done\n");
    let input = repo.path().join(".git/stream");
    fs::write(&input, stream).expect("a stream");
    let imported = Command::new("git")
        .current_dir(repo.path())
        .args(["fast-import", "--quiet", "--done"])
        .stdin(fs::File::open(input).expect("a stream"))
        .status();
    assert!(imported.expect("git").success());
}

#[test]
fn a_history_of_twenty_thousand_commits_is_searched_in_seconds() {
    let repo = Repo::new();
    long_history(&repo, 20_000);
    let listed = repo.git(&["ls-tree", "-r", "HEAD", "people/"]);
    let ids: BTreeMap<String, String> = listed
        .lines()
        .filter_map(|line| {
            let (head, path) = line.split_once('\t')?;
            Some((path.rsplit('/').next()?.to_owned(), head.rsplit(' ').next()?.to_owned()))
        })
        .collect();
    let bytes = |hex: &String| {
        let byte = |at: usize| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).expect("hex");
        std::array::from_fn::<u8, 20, _>(byte)
    };
    let wanted: BTreeSet<[u8; 20]> = ids.values().map(bytes).collect();
    let start = std::time::Instant::now();
    let all = history(&repo);
    let seen = all.first_seen(&wanted).expect("seen");
    let versions = all.versions_of("trust").expect("versions");
    let took = start.elapsed();
    assert_eq!((all.len(), seen.len(), versions.len()), (20_000, 20_000, 200));
    let order: Vec<String> = all.commits().collect();
    assert_eq!(seen.get(&bytes(&ids["00777.yaml"])), order.get(777));
    assert!(took.as_secs() < 60, "{took:?}");
}

#[test]
fn grafts_and_replace_refs_have_no_effect() {
    let repo = Repo::new();
    let first = repo.commit(&[("trust/1.yaml", "one")]);
    let second = repo.commit(&[("trust/2.yaml", "two")]);
    let third = repo.commit(&[("trust/3.yaml", "three")]);
    let forged = repo.git(&["commit-tree", &format!("{first}^{{tree}}"), "-m", "Forged"]);
    let tree = repo.home().tree_with(Some(&third), &BTreeMap::new()).expect("a tree");
    repo.git(&["replace", &third, &forged]);
    fs::create_dir_all(repo.path().join(".git/info")).expect("a folder");
    fs::write(repo.path().join(".git/info/grafts"), format!("{second}\n")).expect("grafts");
    let home = repo.home();
    assert_eq!(home.about(&third).expect("words").subject, "A step");
    assert_eq!(home.about(&second).expect("words").parents, std::slice::from_ref(&first));
    assert_eq!(home.tree_with(Some(&third), &BTreeMap::new()).expect("a tree"), tree);
    let all = history(&repo);
    assert_eq!(all.commits().collect::<Vec<_>>(), [first.clone(), second, third.clone()]);
    assert_eq!(all.versions_of("trust").expect("versions").len(), 3);
    // The target is an ancestor only through what the graft hides.
    let (target, head) = (home.commit(&first).expect("one"), home.commit(&third).expect("three"));
    assert_eq!(merge_result(&target, &head).expect("a result").id(), third);
}

#[test]
fn a_folder_has_each_of_its_states_once() {
    let repo = Repo::new();
    let first = repo.commit(&[("catalog/trust/1.yaml", "one"), ("catalog/x.txt", "x")]);
    repo.commit(&[("catalog/x.txt", "y")]);
    repo.git(&["switch", "--quiet", "--create", "side"]);
    let second = repo.commit(&[("catalog/trust/2.yaml", "two"), ("catalog/trust/in/3.yaml", "no")]);
    repo.git(&["switch", "--quiet", "main"]);
    repo.git(&["merge", "--quiet", "--strategy=ours", "--no-edit", "side"]);
    let home = Home::around(&repo.path().join("catalog")).expect("readable").expect("a repository");
    let commit = home.commit("HEAD").expect("a commit");
    let versions = History::of(&commit).expect("a history").versions_of("trust").expect("versions");
    let told: Vec<String> = versions
        .iter()
        .map(|version| {
            let files = version.files.iter().fold(String::new(), |text, (name, bytes)| {
                format!("{text} {name}={}", String::from_utf8_lossy(bytes))
            });
            format!("{}{files}", version.commit)
        })
        .collect();
    let expected = [format!("{first} 1.yaml=one"), format!("{second} 1.yaml=one 2.yaml=two")];
    assert_eq!(told, expected);
}

#[test]
fn a_shallow_clone_says_that_it_is_cut() {
    let repo = Repo::new();
    for text in ["one", "two", "three"] {
        repo.commit(&[("a.txt", text)]);
    }
    repo.git(&["branch", "other", "HEAD~2"]);
    let clone = crate::scratch::folder();
    let url = format!("file://{}", repo.path().display());
    git(clone.path(), &["clone", "--quiet", "--depth=2", "--no-single-branch", &url, "."]);
    let home = Home::around(clone.path()).expect("readable").expect("a repository");
    let head = home.commit("HEAD").expect("a commit");
    let cut = History::of(&head).expect("a history");
    assert_eq!((home.is_shallow(), cut.is_cut(), cut.len()), (true, true, 2));
    assert_eq!((repo.home().is_shallow(), history(&repo).is_cut()), (false, false));
    git(clone.path(), &["commit-tree", "-m", "x", "HEAD^{tree}"]);
    let other = home.commit("origin/other").expect("a commit");
    let refusal = merge_result(&head, &other).expect_err("no ancestor here");
    assert_eq!(refusal, MergeRefusal::NoCommonAncestor { shallow: true });
    assert!(refusal.to_string().contains("--unshallow"), "{refusal}");
}

#[test]
fn the_merge_result_is_found_or_made() {
    let repo = Repo::new();
    let base = repo.commit(&[("a.txt", "1\n2\n3\n4\n5\n6\n7\n"), ("old.txt", "keep\nme\n")]);
    repo.git(&["switch", "--quiet", "--create", "side"]);
    let side = repo.commit(&[("a.txt", "1\n2\n3\n4\n5\n6\nseven\n"), ("b.txt", "b")]);
    repo.git(&["switch", "--quiet", "--create", "clash", "main"]);
    let clash = repo.commit(&[("a.txt", "uno\n2\n3\n4\n5\n6\nsette\n")]);
    repo.git(&["switch", "--quiet", "main"]);
    let main = repo.commit(&[("a.txt", "one\n2\n3\n4\n5\n6\n7\n")]);
    let before = repo.git(&["for-each-ref"]);
    let home = repo.home();
    let at = |id: &str| home.commit(id).expect("a commit");
    let result = |target: &str, head: &str| merge_result(&at(target), &at(head));
    let made = result(&main, &side).expect("a merge");
    assert_eq!(made.id(), result(&main, &side).expect("the same merge").id());
    assert_eq!(home.about(&made.id()).expect("words").parents, [main.clone(), side.clone()]);
    assert_eq!(repo.git(&["show", &format!("{}:a.txt", made.id())]), "one\n2\n3\n4\n5\n6\nseven");
    assert_eq!(History::of(&made).expect("a history").len(), 4);
    assert_eq!(
        (repo.git(&["for-each-ref"]), repo.git(&["status", "--porcelain"])),
        (before, String::new())
    );
    let refusal = result(&main, &clash).expect_err("a conflict");
    assert_eq!(refusal, MergeRefusal::Conflicts(vec!["a.txt".to_owned()]));
    repo.git(&["merge", "--quiet", "--no-ff", "--no-edit", "side"]);
    let merged = repo.head();
    let tree = |id: &str| repo.git(&["rev-parse", &format!("{id}^{{tree}}")]);
    assert_eq!(tree(&made.id()), tree(&merged), "as git merges");
    let alone = repo.git(&["commit-tree", "-m", "Alone", &format!("{base}^{{tree}}")]);
    for (target, head, expected) in [
        (&main, &merged, Some(&merged)), // a forge's merge ref
        (&base, &side, Some(&side)),     // ahead
        (&side, &merged, Some(&merged)), // ahead by its second parent
        (&merged, &side, Some(&merged)), // nothing new
        (&main, &main, Some(&main)),
        (&main, &alone, None),
    ] {
        let result = result(target, head);
        match expected {
            Some(expected) => assert_eq!(&result.expect("a result").id(), expected),
            None => assert_eq!(
                result.expect_err("strangers"),
                MergeRefusal::NoCommonAncestor { shallow: false }
            ),
        }
    }
}

#[test]
fn a_criss_cross_merges_as_git_does_it() {
    let repo = Repo::new();
    repo.commit(&[("a.txt", "1\n"), ("b.txt", "1\n")]);
    repo.git(&["branch", "side"]);
    let one = repo.commit(&[("a.txt", "2\n")]);
    repo.git(&["switch", "--quiet", "side"]);
    let other = repo.commit(&[("b.txt", "2\n")]);
    repo.git(&["merge", "--quiet", "--no-edit", &one]);
    let side = repo.commit(&[("c.txt", "side\n")]);
    repo.git(&["switch", "--quiet", "main"]);
    repo.git(&["merge", "--quiet", "--no-edit", &other]);
    let main = repo.commit(&[("d.txt", "main\n")]);
    let home = repo.home();
    let at = |id: &str| home.commit(id).expect("a commit");
    let made = merge_result(&at(&main), &at(&side)).expect("a merge").id();
    repo.git(&["merge", "--quiet", "--no-edit", "side"]);
    let tree = |id: &str| repo.git(&["rev-parse", &format!("{id}^{{tree}}")]);
    assert_eq!(tree(&made), tree("HEAD"));
}

fn changes(changes: &[(&str, Option<&str>)]) -> BTreeMap<String, Option<Vec<u8>>> {
    let owned = |text: &str| text.as_bytes().to_vec();
    changes.iter().map(|(path, text)| ((*path).to_owned(), text.map(owned))).collect()
}

#[test]
fn a_tree_changes_only_where_it_is_told() {
    let repo = Repo::new();
    repo.commit(&[("c/a/run.sh", "1"), ("c/gone/x.txt", "x"), ("other/y.txt", "y")]);
    repo.git(&["update-index", "--chmod=+x", "c/a/run.sh"]);
    let blob = repo.git(&["rev-parse", "HEAD:other/y.txt"]);
    repo.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{blob},c/link")]);
    repo.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{blob},other/module")]);
    repo.git(&["commit", "--quiet", "--message", "Modes"]);
    let (head, index) = (repo.head(), repo.git(&["ls-files", "--stage"]));
    let home = Home::around(&repo.path().join("c")).expect("readable").expect("a repository");
    let change = [
        ("a/run.sh", Some("2")),
        ("gone/x.txt", None),
        ("never/was.txt", None),
        ("new/deep/z.yaml", Some("z")),
    ];
    let tree = home.tree_with(Some(&head), &changes(&change)).expect("a tree");
    let listed = repo.git(&["ls-tree", "-r", &tree]);
    let told: Vec<(&str, &str)> = listed
        .lines()
        .filter_map(|line| Some((line.get(..6)?, line.split_once('\t')?.1)))
        .collect();
    let expected = [
        ("100755", "c/a/run.sh"),
        ("120000", "c/link"),
        ("100644", "c/new/deep/z.yaml"),
        ("160000", "other/module"),
        ("100644", "other/y.txt"),
    ];
    assert_eq!(told, expected);
    assert_eq!(repo.git(&["show", &format!("{tree}:c/a/run.sh")]), "2");
    for path in ["link", "link/x", "a", "a/run.sh/x", "../x", ".git/x", "a//x", "x/.GIT/y"] {
        let refused = home.tree_with(Some(&head), &changes(&[(path, Some("!"))]));
        assert!(refused.is_err(), "{path} was written");
    }
    assert_eq!(home.tree_with(None, &changes(&[])).expect("a tree"), EMPTY_TREE);
    assert_eq!(repo.git(&["ls-files", "--stage"]), index);
}

fn new_commit(home: &Home, base: &str, path: &str) -> String {
    let stamp = Stamp {
        who: Who { name: "Ben Okri".to_owned(), email: "ben@example.com".to_owned() },
        seconds: 1_770_000_000,
        offset: -210,
    };
    let commit = NewCommit {
        tree: home.tree_with(Some(base), &changes(&[(path, Some("new"))])).expect("a tree"),
        parents: vec![base.to_owned()],
        author: stamp.clone(),
        committer: stamp,
        message: "Add a file".to_owned(),
    };
    home.write_commit(&commit).expect("a commit")
}

#[test]
fn a_branch_moves_only_from_where_it_was_expected() {
    let repo = Repo::new();
    let first = repo.commit(&[("a.txt", "a")]);
    let home = repo.home();
    let second = new_commit(&home, &first, "b.txt");
    let words = home.about(&second).expect("words");
    assert_eq!(
        (words.author.email.as_str(), words.subject.as_str()),
        ("ben@example.com", "Add a file")
    );
    assert_eq!(words.date.map(|date| date.to_string()).as_deref(), Some("2026-02-01"));
    let elsewhere = |now: &str| Err(MoveRefusal::Moved { now: Some(now.to_owned()) });
    let to = |name: &str, from: Option<&str>| home.move_branch(name, from, &second, "learn: test");
    assert_eq!(to("main", None), elsewhere(&first));
    assert_eq!(to("main", Some(&second)), elsewhere(&first));
    assert_eq!(to("new", Some(&first)), Err(MoveRefusal::Moved { now: None }));
    for name in ["a..b", "-x", "HEAD", "", "main/below", "x.lock"] {
        assert!(matches!(to(name, None), Err(MoveRefusal::Failed(_))), "{name}");
    }
    repo.git(&["pack-refs", "--all"]);
    assert_eq!((to("main", Some(&first)), to("approve/ada", None)), (Ok(()), Ok(())));
    assert_eq!(repo.git(&["rev-parse", "main", "approve/ada"]), format!("{second}\n{second}"));
    assert!(repo.git(&["reflog", "main"]).contains("learn: test"));
    assert!(repo.git(&["fsck", "--strict"]).is_empty());
    // Of many who move it from one place at a time, exactly one succeeds.
    let others: Vec<String> =
        (0..8).map(|index| new_commit(&home, &second, &format!("{index}.txt"))).collect();
    let won = std::thread::scope(|scope| {
        let moves: Vec<_> = others
            .iter()
            .map(|id| scope.spawn(|| home.move_branch("main", Some(&second), id, "race").is_ok()))
            .collect();
        moves.into_iter().filter_map(|one| one.join().ok()).filter(|won| *won).count()
    });
    assert_eq!(won, 1);
}

#[test]
fn raw_commits_are_kept_byte_for_byte() {
    let repo = Repo::new();
    let id = repo.commit(&[("a.txt", "a")]);
    let home = repo.home();
    let raw = home.raw_commit(&id).expect("bytes");
    assert_eq!(home.write_raw_commit(&raw).as_ref(), Ok(&id));
    assert!(home.raw_commit(&repo.git(&["rev-parse", "HEAD^{tree}"])).is_err(), "a tree");
    assert!(home.raw_commit(&id[..12]).is_err(), "a short name");
    let orphan =
        String::from_utf8_lossy(&raw).replacen("author", &format!("parent {:040}\nauthor", 1), 1);
    assert!(home.write_raw_commit(orphan.as_bytes()).expect_err("no parent").contains("not here"));
}

#[test]
fn new_files_of_a_moved_branch_come_into_the_work_tree_and_nothing_else_does() {
    let repo = Repo::new();
    let first = repo.commit(&[("c/a.txt", "a"), ("c/b.txt", "b")]);
    let home = Home::around(&repo.path().join("c")).expect("readable").expect("a repository");
    repo.write("c/a.txt", "changed");
    repo.write("c/b.txt", "staged");
    repo.git(&["add", "c/b.txt"]);
    let second = new_commit(&home, &first, "people/ada/[x].yaml");
    let new = ["people/ada/[x].yaml".to_owned()];
    assert_eq!(home.refresh(&second, &new), Ok(false), "not checked out");
    home.move_branch("main", Some(&first), &second, "learn").expect("moved");
    assert_eq!(home.uncommitted().expect("a state").count, 3);
    assert_eq!(home.refresh(&second, &new), Ok(true));
    assert_eq!(repo.git(&["status", "--porcelain"]), "M c/a.txt\nM  c/b.txt");
    assert_eq!(home.refresh(&second, &new), Ok(false), "it is there");
    let third = new_commit(&home, &second, "people/eve/y.yaml");
    home.move_branch("main", Some(&second), &third, "learn").expect("moved");
    repo.write("c/people/eve/y.yaml", "mine");
    assert_eq!(home.refresh(&third, &["people/eve/y.yaml".to_owned()]), Ok(false));
    let kept = fs::read_to_string(repo.path().join("c/people/eve/y.yaml")).expect("a file");
    assert_eq!(kept, "mine");
}

#[test]
fn what_is_not_committed_is_counted_in_the_catalog_only() {
    let repo = Repo::new();
    repo.commit(&[("c/a.txt", "a"), ("c/b.txt", "b"), ("d.txt", "d")]);
    let home = Home::around(&repo.path().join("c")).expect("readable").expect("a repository");
    assert_eq!(home.uncommitted().expect("a state").count, 0);
    repo.write("d.txt", "other");
    assert_eq!(home.uncommitted().expect("a state").count, 0, "outside");
    assert_eq!(repo.home().uncommitted().expect("a state").first, ["d.txt"]);
    repo.git(&["mv", "c/a.txt", "c/z.txt"]);
    for index in 0..6 {
        repo.write(&format!("c/new/{index} ü.txt"), "new");
    }
    let state = home.uncommitted().expect("a state");
    assert_eq!((state.count, state.first.len()), (8, 5));
    assert_eq!(state.first[..3], ["c/a.txt", "c/z.txt", "c/new/0 ü.txt"]);
}

#[test]
fn branches_and_configuration_are_read() {
    let forge = Repo::new();
    let id = forge.commit(&[("a.txt", "a")]);
    forge.git(&["branch", "ada/claim"]);
    let clone = crate::scratch::folder();
    let url = forge.path().display().to_string();
    git(clone.path(), &["clone", "--quiet", "--origin=up/stream", &url, "."]);
    let home = Home::around(clone.path()).expect("readable").expect("a repository");
    let told: Vec<(bool, String)> = home
        .branches()
        .expect("branches")
        .iter()
        .map(|one| (one.is_remote(), one.short()))
        .collect();
    let remote = |name: &str| (true, format!("up/stream/{name}"));
    assert_eq!(told, [(false, "main".to_owned()), remote("ada/claim"), remote("main")]);
    assert!(home.branches().expect("branches").iter().all(|branch| branch.id == id));
    let remotes: BTreeSet<Option<String>> =
        home.branches().expect("branches").into_iter().map(|branch| branch.remote).collect();
    assert_eq!(remotes, BTreeSet::from([None, Some("up/stream".to_owned())]));
    assert_eq!(home.current_branch().as_deref(), Some("main"));
    git(clone.path(), &["checkout", "--quiet", "--detach"]);
    assert_eq!(home.current_branch(), None);
    assert_eq!(home.config_get("learn.trustRoot"), Ok(None));
    for value in ["1:ab", "2:cd"] {
        assert_eq!(home.config_set("learn.trustRoot", value), Ok(()));
        assert_eq!(home.config_get("learn.trustRoot"), Ok(Some(value.to_owned())));
    }
    assert!(home.config_get("no key").is_err());
}

#[test]
fn pushes_end_as_the_server_says() {
    let forge = crate::scratch::folder();
    git(forge.path(), &["init", "--quiet", "--bare", "--initial-branch=main"]);
    let url = forge.path().display().to_string();
    let (one, two) = (Repo::new(), Repo::new());
    let first = one.commit(&[("a.txt", "a")]);
    for repo in [&one, &two] {
        repo.git(&["remote", "add", "origin", &url]);
    }
    assert_eq!(
        push(one.path(), "origin", &first, "main"),
        Ok(PushOutcome::Pushed { remarks: vec![] })
    );
    assert_eq!(fetch(two.path(), "origin", "main").as_ref(), Ok(&first));
    assert_eq!(two.git(&["rev-parse", "origin/main"]), first);
    let mine = new_commit(&one.home(), &first, "mine.txt");
    let theirs = new_commit(&two.home(), &first, "theirs.txt");
    assert!(matches!(push(two.path(), "origin", &theirs, "main"), Ok(PushOutcome::Pushed { .. })));
    assert_eq!(push(one.path(), "origin", &mine, "main"), Ok(PushOutcome::Rejected));
    assert_eq!(fetch(one.path(), "origin", "main").as_ref(), Ok(&theirs));
    let again = new_commit(&one.home(), &theirs, "mine.txt");
    let hook = forge.path().join("hooks/pre-receive");
    script(&hook, "echo main is protected; exit 1");
    let Ok(PushOutcome::Refused(words)) = push(one.path(), "origin", &again, "main") else {
        panic!("it was not refused");
    };
    assert!(words.contains("main is protected") && words.contains("declined"), "{words}");
    script(&hook, "echo open https://forge/new");
    let remarks = vec!["open https://forge/new".to_owned()];
    assert_eq!(push(one.path(), "origin", &again, "x/y"), Ok(PushOutcome::Pushed { remarks }));
    assert!(push(one.path(), "nowhere", &again, "main").is_err());
    assert!(fetch(one.path(), "origin", "none").is_err());
    assert_eq!(remote_of(one.path(), "main").as_deref(), Some("origin"));
    one.git(&["config", "branch.main.pushRemote", "fork"]);
    assert_eq!(remote_of(one.path(), "main").as_deref(), Some("fork"));
    assert_eq!(remote_url(one.path(), "origin"), Some(url));
    assert_eq!(remote_url(one.path(), "nowhere"), None);
    // The forge itself, where a verb may run in a hook.
    assert_eq!(remote_of(forge.path(), "main"), None);
}

#[test]
fn links_for_pull_requests_are_guessed() {
    let github = "https://github.com/acme/growth/compare/approve/a%23b?expand=1";
    let gitlab = "https://gitlab.acme.io/x/y/z/-/merge_requests/new?merge_request%5Bsource_branch%5D=approve%2Fa%23b";
    for (url, link) in [
        ("git@github.com:acme/growth.git", Some(github)),
        ("https://token@github.com/acme/growth", Some(github)),
        ("ssh://git@github.com:22/acme/growth.git/", Some(github)),
        ("ssh://git@gitlab.acme.io:2222/x/y/z.git", Some(gitlab)),
        ("https://gitlab.acme.io/x/y/z.git", Some(gitlab)),
        ("https://forge.acme.io/x/y", None),
        ("/srv/github/x.git", None),
        ("C:\\github\\x", None),
    ] {
        assert_eq!(pull_request_link(url, "approve/a#b").as_deref(), link, "{url}");
    }
}

fn script(path: &Path, body: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, format!("#!/bin/sh\n{body}\n")).expect("a script");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permissions");
    path.display().to_string()
}

fn ssh_key(folder: &Path, name: &str, passphrase: &str) -> PathBuf {
    let path = folder.join(name);
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f"])
        .arg(&path)
        .status()
        .expect("ssh-keygen");
    assert!(made.success());
    path
}

fn public(key: &Path) -> String {
    fs::read_to_string(key.with_extension("pub")).expect("a public key").trim().to_owned()
}

/// An agent in the foreground, so that it can be ended for certain.
struct Agent {
    process: std::process::Child,
    socket: String,
}

impl Agent {
    fn with(folder: &Path, key: &Path) -> Self {
        let socket = folder.join("agent").display().to_string();
        let process = Command::new("ssh-agent")
            .args(["-D", "-a", &socket])
            .stdout(Stdio::null())
            .spawn()
            .expect("ssh-agent");
        let agent = Self { process, socket };
        let added = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            let mut add = Command::new("ssh-add");
            add.arg("-q").arg(key).env("SSH_AUTH_SOCK", &agent.socket).stderr(Stdio::null());
            add.status().is_ok_and(|status| status.success())
        });
        assert!(added, "the agent took the key");
        agent
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Signs a statement and a carrier, and has git verify the carrier and the statement.
fn signs(repo: &Repo, what: &str) {
    let base = repo.head();
    let objects = || repo.git(&["count-objects", "-v"]);
    let before = objects();
    let statement = sign_statement(repo.path(), "ben", "approval@acme", 1_770_000_000, ENVELOPE)
        .unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
    assert_eq!(objects(), before, "{what}: the repository got an object");
    let text = String::from_utf8(statement.clone()).expect("UTF-8");
    let line = "ben <approval@acme> 1770000000 +0000";
    let head = format!("tree {EMPTY_TREE}\nauthor {line}\ncommitter {line}\ngpgsig ");
    assert!(text.starts_with(&head), "{what}: {text}");
    assert!(text.ends_with(&format!("\n\n{ENVELOPE}")), "{what}: {text}");
    let carrier = Carrier {
        tree: repo.git(&["rev-parse", "HEAD^{tree}"]),
        parents: vec![base.clone()],
        message: "Approve ada\n\nSigned-off-by: Ben\n".to_owned(),
    };
    let id =
        signed_commit(repo.path(), &carrier).unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
    let words = repo.home().about(&id).expect("words");
    assert_eq!((words.committer.name.as_str(), words.parents), ("Ben Okri", vec![base]), "{what}");
    let _ = repo.home().tree_with(None, &BTreeMap::new());
    let written = repo.home().write_raw_commit(&statement).expect("a commit");
    for id in [id, written] {
        repo.git(&["verify-commit", &id]);
    }
}

fn trusting(repo: &Repo, key: &str) {
    let path = repo.path().join(".git/allowed");
    fs::write(&path, format!("* {key}\n")).expect("a file");
    repo.git(&["config", "gpg.ssh.allowedSignersFile", &path.display().to_string()]);
}

#[test]
fn every_ssh_set_up_signs() {
    let keys = crate::scratch::folder();
    let key = ssh_key(keys.path(), "id", "");
    let key_text = public(&key);
    let agent = Agent::with(keys.path(), &key);
    let wrapper = script(
        &keys.path().join("wrapper"),
        &format!(
            "export SSH_AUTH_SOCK='{}'; echo \"$@\" >> \"$0.log\"; exec ssh-keygen \"$@\"",
            agent.socket
        ),
    );
    let list = format!("env 'SSH_AUTH_SOCK={}' ssh-add -L", agent.socket);
    let (path, pub_path) = (key.display().to_string(), format!("{}.pub", key.display()));
    let literal = format!("key::{key_text}");
    let rows: &[(&str, &[(&str, &str)])] = &[
        ("a public key file", &[("user.signingKey", &pub_path)]),
        ("a private key file", &[("user.signingKey", &path)]),
        ("a program", &[("user.signingKey", &pub_path), ("gpg.ssh.program", &wrapper)]),
        ("a literal key", &[("user.signingKey", &key_text), ("gpg.ssh.program", &wrapper)]),
        ("a literal key::", &[("user.signingKey", &literal), ("gpg.ssh.program", &wrapper)]),
        ("a command", &[("gpg.ssh.defaultKeyCommand", &list), ("gpg.ssh.program", &wrapper)]),
    ];
    for (what, settings) in rows {
        let repo = Repo::new();
        repo.commit(&[("a.txt", "a")]);
        for (name, value) in *settings {
            repo.git(&["config", name, value]);
        }
        trusting(&repo, &key_text);
        let setup = signing_setup(repo.path()).expect("a set-up");
        assert_eq!((&setup.format, &setup.obstacle), (&Format::Ssh, &None), "{what}");
        assert_eq!(setup.public_key.as_deref(), Some(key_text.as_str()), "{what}");
        assert_eq!(setup.name.as_deref(), Some("Ben Okri"));
        signs(&repo, what);
    }
    assert!(fs::read_to_string(format!("{wrapper}.log")).is_ok_and(|log| log.contains("-Y sign")));
}

#[test]
fn gpg_signs_through_its_program() {
    let keys = crate::scratch::folder();
    let folder = keys.path().display().to_string();
    let gpg = script(&keys.path().join("gpg"), &format!("exec gpg --homedir '{folder}' \"$@\""));
    let made = Command::new(&gpg)
        .args(["--quiet", "--batch", "--pinentry-mode=loopback", "--passphrase="])
        .args(["--quick-generate-key", "Ben Okri <ben@example.com>", "ed25519", "sign"])
        .status()
        .expect("gpg");
    assert!(made.success());
    for key in ["ben@example.com", ""] {
        let repo = Repo::new();
        repo.commit(&[("a.txt", "a")]);
        for (name, value) in
            [("gpg.format", "openpgp"), ("gpg.program", &gpg), ("user.signingKey", key)]
        {
            repo.git(&["config", name, value]);
        }
        let setup = signing_setup(repo.path()).expect("a set-up");
        assert_eq!(setup.format, Format::OpenPgp);
        assert!(setup.public_key.is_some_and(|key| key.contains("BEGIN PGP PUBLIC KEY BLOCK")));
        signs(&repo, "gpg");
    }
    let repo = Repo::new();
    for (name, value) in
        [("gpg.format", "openpgp"), ("gpg.program", &*gpg), ("user.signingKey", "nobody@x.org")]
    {
        repo.git(&["config", name, value]);
    }
    // It is known before anybody signs, and without a word of gpg.
    let refusal = ready(repo.path()).expect_err("no key");
    let said = refusal.to_string();
    assert!(said.starts_with("gpg has no secret key for nobody@x.org; "), "{said}");
    // The key that gpg has is named with the command that takes it, and none is made.
    let tell =
        "1. tell git which of the keys that gpg has is yours:\n       git config user.signingKey ";
    assert!(said.contains(tell) && said.contains("  # Ben Okri <ben@example.com>"), "{said}");
    assert!(!said.contains("ssh-keygen") && !said.contains("make a key"), "{said}");
    let empty = crate::scratch::folder();
    let path = empty.path().display().to_string();
    let bare = script(&empty.path().join("gpg"), &format!("exec gpg --homedir '{path}' \"$@\""));
    repo.git(&["config", "gpg.program", &bare]);
    let said = ready(repo.path()).expect_err("no key").to_string();
    for step in
        ["1. make a key:\n       gpg --quick-generate-key '", "2. tell git to sign with it:"]
    {
        assert!(said.contains(step), "{said}");
    }
    repo.git(&["config", "gpg.program", &gpg]);
    assert!(!refusal.to_string().contains("gpg:"), "{refusal}");
    assert_eq!(sign_statement(repo.path(), "ben", "approval@acme", 1, "x"), Err(refusal.clone()));
    // An ssh key that git was not told the kind of is named, not replaced.
    let ssh = format!("{}.pub", ssh_key(keys.path(), "id", "").display());
    repo.git(&["config", "user.signingKey", &ssh]);
    let words = ready(repo.path()).expect_err("no such gpg key").to_string();
    assert!(words.contains("the key that you have") && words.contains(&ssh), "{words}");
    assert!(refusal.to_string().contains("git config gpg.format ssh"), "{refusal}");
    let _ = Command::new("gpgconf").args(["--homedir", &folder, "--kill", "gpg-agent"]).status();
}

#[test]
fn a_missing_set_up_is_explained_with_the_commands_that_mend_it() {
    let keys = crate::scratch::folder();
    let locked = ssh_key(keys.path(), "locked", "secret");
    let key = ssh_key(keys.path(), "id", "");
    let (locked_text, key) = (public(&locked), format!("{}.pub", key.display()));
    let rows: &[(&[(&str, &str)], &str)] = &[
        (&[], "git config user.signingKey"),
        (&[], "git config gpg.format ssh"),
        (&[("user.signingKey", "/no/such.pub")], "no such file"),
        (&[("user.signingKey", "/no/such.pub")], "ssh-keygen -t ed25519"),
        (&[("gpg.format", "x509")], "git config gpg.format ssh"),
        (&[("gpg.ssh.defaultKeyCommand", "false")], "`false`, and it gave no key"),
        (&[("gpg.ssh.defaultKeyCommand", "/no/such")], "ssh-add"),
        (
            &[("user.signingKey", &key), ("gpg.ssh.program", "/no/signer")],
            "git config gpg.ssh.program",
        ),
        (&[("gpg.format", "openpgp"), ("gpg.program", "/no/gpg")], "git config gpg.program"),
        (&[("user.signingKey", &locked_text)], "ssh-add"),
        (&[("user.signingKey", &key), ("gpg.ssh.program", "false")], "ended without a signature"),
        (
            &[("gpg.ssh.program", "false"), ("user.signingKey", "key::nonsense")],
            "without a signature",
        ),
    ];
    for (settings, expected) in rows {
        let repo = Repo::new();
        for (name, value) in *settings {
            repo.git(&["config", name, value]);
        }
        let refusal = sign_statement(repo.path(), "ben", "approval@acme", 1, ENVELOPE)
            .expect_err("there is no set-up");
        assert!(refusal.to_string().contains(expected), "{settings:?}: {refusal}\n{refusal:?}");
        assert_eq!(repo.git(&["count-objects"]), "0 objects, 0 kilobytes", "{settings:?}");
    }
    let repo = Repo::new();
    repo.git(&["config", "user.signingKey", &key]);
    for (name, value) in [("user.name", ""), ("user.email", ""), ("user.useConfigOnly", "true")] {
        repo.git(&["config", name, value]);
    }
    let carrier = Carrier { tree: EMPTY_TREE.to_owned(), parents: vec![], message: "x".to_owned() };
    let refusal = signed_commit(repo.path(), &carrier).expect_err("nobody");
    assert_eq!(refusal, SignRefusal::NoIdentity, "{refusal}");
}
