/**
 * How `changeset version` writes CHANGELOG.md: the notes alone. All packages have one version, so the list of updated
 * dependencies that changesets adds by default would say the same in each file; hashes of commits help no user.
 */
module.exports = {
  getReleaseLine: async ({ summary }) => {
    const [first, ...rest] = summary.trim().split('\n');
    return [`- ${first}`, ...rest.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
  },
  getDependencyReleaseLine: async () => '',
};
