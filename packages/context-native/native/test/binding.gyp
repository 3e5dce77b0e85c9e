{
  # An addon as anyone may write one: the tests read the active span through it. One binary for all versions of Node.
  'targets': [
    {
      'target_name': 'context_reader_client',
      'sources': ['context-reader-client.c'],
      'include_dirs': [
        "<!(node -p \"require('node:path').join(require('node:path').dirname(require.resolve('@otel-native/api-bridge/package.json')), 'include')\")",
      ],
      'defines': ['NAPI_VERSION=9'],
      'cflags_c': ['-std=c11', '-Wall', '-Wextra'],
    },
  ],
}
