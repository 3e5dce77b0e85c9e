/** The machine and the Node.js version that run this command. */
export function systemOf(): Record<string, string> {
  const { platform, arch, version, versions, execPath } = process;
  return {
    'Node.js': `${version} (ABI ${versions.modules}), ${execPath}`,
    platform: `${platform} ${arch}`,
    ...(platform === 'linux' && { libc: libc() }),
    folder: process.cwd(),
  };
}

function libc(): string {
  // Without `excludeNetwork` (which the types lack) the report resolves the names of all network interfaces.
  const report = Object.assign(process.report, { excludeNetwork: true });
  const { header } = report.getReport() as { header: { glibcVersionRuntime?: string } };
  const version = header.glibcVersionRuntime;
  return version === undefined ? 'musl, or another one that is not glibc' : `glibc ${version}`;
}
