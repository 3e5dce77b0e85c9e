#pragma once

#include <string>

/// A certificate and its private key, in PEM.
struct Identity {
  std::string certificate;
  std::string key;
};

struct IdentityOptions {
  /// As in `DNS:localhost,IP:127.0.0.1`. Empty for an authority.
  std::string names;
  /// Signs itself without an issuer.
  const Identity* issuer = nullptr;
  int valid_from_days = -1;
  int valid_to_days = 1;
};

/// Makes a new key and a certificate for it.
Identity make_identity(const IdentityOptions& options);

/// The same key, encrypted.
std::string with_passphrase(const std::string& key, const std::string& passphrase);
