/** What `rollcast --help` prints. */
export const USAGE = `usage: rollcast [COMMAND] [OPTIONS] [PATH...]

Tells what Kubernetes will do with your YAML before you apply it.

commands:
  lint [PATH...]       lint files, folders, globs; '-' is standard input; no PATH: the current folder (default)
  simulate PATH...     forecast the first apply of these manifests, or what a scenario does to them
  plan --from A        what changing A (a git revision, a folder) into what is here does
  explain RULE|FIELD   a rule's page, or a field's documentation (Deployment.spec.strategy)
  rules                list the rules

  rollcast COMMAND --help tells the options of a command; rollcast --version the version.

exit status: 0 nothing to report, 1 findings (or a forecast that fails), 2 the run is not to be trusted.
`;
