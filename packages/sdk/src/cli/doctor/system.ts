/** The machine and the Node.js that run this. */
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
  // The types do not know it yet: names of all network interfaces are looked up without it.
  const report = Object.assign(process.report, { excludeNetwork: true });
  const { header } = report.getReport() as { header: { glibcVersionRuntime?: string } };
  const version = header.glibcVersionRuntime;
  return version === undefined ? 'musl, or another one that is not glibc' : `glibc ${version}`;
}
