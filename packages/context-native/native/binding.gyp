{
  'targets': [
    {
      'target_name': 'otel_native_context',
      # Uses V8's own interface, so there is one binary for each ABI of Node.
      'product_dir': '<(module_root_dir)/build/abi-<(node_module_version)',
      'sources': [
        'active-span.cpp',
        'context-reader.cpp',
        'frame-slot.cpp',
        'own-property.cpp',
        'property-names.cpp',
        'span-ids.cpp',
      ],
      'include_dirs': [
        "<!(node -p \"require('node:path').join(require('node:path').dirname(require.resolve('@otel-native/api-bridge/package.json')), 'include')\")",
      ],
      'cflags_cc': ['-std=c++20', '-Wall', '-Wextra', '-fvisibility=hidden'],
      'cflags_cc!': ['-std=gnu++17', '-std=gnu++20'],
      'xcode_settings': {
        'CLANG_CXX_LANGUAGE_STANDARD': 'c++20',
        'GCC_SYMBOLS_PRIVATE_EXTERN': 'YES',
        'MACOSX_DEPLOYMENT_TARGET': '12.0',
      },
    },
  ],
}
