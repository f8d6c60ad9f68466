/** GitHub's words for where it looks (its partner programme's `source`), as they follow "has leaked". */
const PLACES: Record<string, string> = {
  content: "in a file",
  commit: "in a commit",
  commit_comment: "in a comment on a commit",
  pull_request_title: "in a pull request",
  pull_request_description: "in a pull request",
  pull_request_comment: "in a pull request",
  issue_title: "in an issue",
  issue_description: "in an issue",
  issue_comment: "in an issue",
  discussion_title: "in a discussion",
  discussion_body: "in a discussion",
  discussion_comment: "in a discussion",
  gist_content: "in a gist",
  gist_comment: "in a comment on a gist",
  npm: "in an npm package",
};

/** "in a commit"; empty for a word that is none of GitHub's, or says nothing. */
export const foundIn = (source: string): string => (Object.hasOwn(PLACES, source) ? (PLACES[source] ?? "") : "");
