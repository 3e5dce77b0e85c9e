{
  'targets': [
    {
      'target_name': 'otel_native_metrics_system',
      'sources': [
        'binding/addon.cpp',
        'binding/loop-delay-handle.cpp',
        'binding/reader-handle.cpp',
        'cgroup/cgroup-reader.cpp',
        'cgroup/cpu.cpp',
        'cgroup/limits.cpp',
        'cgroup/location.cpp',
        'cgroup/memory.cpp',
        'claim/process-claim.cpp',
        'file/file-reader.cpp',
        'file/lines.cpp',
        'loop/delay-histogram.cpp',
        'observer/system-observer.cpp',
        'platform/usage-posix.cpp',
        'proc/cpu-times.cpp',
        'proc/disks.cpp',
        'proc/filesystems.cpp',
        'proc/interfaces.cpp',
        'proc/memory.cpp',
        'proc/process.cpp',
        'reader/shared-reader.cpp',
        'reader/system-reader.cpp',
        'snapshot/table.cpp',
      ],
      'conditions': [
        ['OS=="mac"', {
          'sources': ['platform/kernel-file-mac.cpp', 'platform/machine-mac.cpp'],
        }, {
          'sources': ['platform/kernel-file-linux.cpp', 'platform/machine-linux.cpp'],
        }],
      ],
      'include_dirs': [
        '.',
        "<!(node -p \"require('node:path').join(require('node:path').dirname(require.resolve('@otel-native/api-bridge/package.json')), 'include')\")",
        "<!(node -p \"require('node:path').dirname(require.resolve('node-addon-api/package.json'))\")",
      ],
      'defines': ['NAPI_VERSION=9', 'NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS',
                  # A worker thread that is terminated inside a call would abort the process.
                  'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS', 'NODE_ADDON_API_DISABLE_DEPRECATED'],
      'cflags_cc': ['-std=c++20', '-Wall', '-Wextra', '-fvisibility=hidden'],
      'cflags_cc!': ['-std=gnu++17', '-std=gnu++20'],
      'xcode_settings': {
        'CLANG_CXX_LANGUAGE_STANDARD': 'c++20',
        'GCC_ENABLE_CPP_EXCEPTIONS': 'NO',
        'GCC_SYMBOLS_PRIVATE_EXTERN': 'YES',
        'MACOSX_DEPLOYMENT_TARGET': '12.0',
      },
    },
  ],
}
