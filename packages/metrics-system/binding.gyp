{
  'targets': [
    {
      'target_name': 'otel_native_metrics_system',
      'sources': [
        'native/binding/addon.cpp',
        'native/binding/loop-delay-handle.cpp',
        'native/binding/reader-handle.cpp',
        'native/cgroup/cgroup-reader.cpp',
        'native/cgroup/cpu.cpp',
        'native/cgroup/limits.cpp',
        'native/cgroup/location.cpp',
        'native/cgroup/memory.cpp',
        'native/claim/process-claim.cpp',
        'native/file/file-reader.cpp',
        'native/file/lines.cpp',
        'native/loop/delay-histogram.cpp',
        'native/observer/system-observer.cpp',
        'native/platform/usage-posix.cpp',
        'native/proc/cpu-times.cpp',
        'native/proc/disks.cpp',
        'native/proc/filesystems.cpp',
        'native/proc/interfaces.cpp',
        'native/proc/memory.cpp',
        'native/proc/process.cpp',
        'native/snapshot/shared-reader.cpp',
        'native/snapshot/system-reader.cpp',
        'native/snapshot/table.cpp',
      ],
      'conditions': [
        ['OS=="mac"', {
          'sources': ['native/platform/kernel-file-mac.cpp', 'native/platform/machine-mac.cpp'],
        }, {
          'sources': ['native/platform/kernel-file-linux.cpp', 'native/platform/machine-linux.cpp'],
        }],
      ],
      'include_dirs': [
        'native',
        "<!(node -p \"require('node:path').join(require('node:path').dirname(require.resolve('@otel-native/api-bridge/package.json')), 'include')\")",
        "<!(node -p \"require('node:path').dirname(require.resolve('node-addon-api/package.json'))\")",
      ],
      'defines': ['NAPI_VERSION=9', 'NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS', 'NODE_ADDON_API_DISABLE_DEPRECATED'],
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
