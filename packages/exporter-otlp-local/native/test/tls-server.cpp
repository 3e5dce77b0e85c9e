#include "tls-server.hpp"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <signal.h>
#include <sys/socket.h>

#include <mutex>
#include <utility>

using otel_native::otlp_local::UniqueFd;

namespace {

/// Guards the counts of all servers.
std::mutex counts;

BIO* reader(const std::string& pem) { return BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())); }

void use_identity(SSL_CTX* context, const Identity& identity) {
  BIO* bio = reader(identity.certificate);
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  SSL_CTX_use_certificate(context, certificate);
  X509_free(certificate);
  BIO_free(bio);
  bio = reader(identity.key);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  SSL_CTX_use_PrivateKey(context, key);
  EVP_PKEY_free(key);
  BIO_free(bio);
}

void require_clients_of(SSL_CTX* context, const std::string& authority) {
  BIO* bio = reader(authority);
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate);
  X509_free(certificate);
  BIO_free(bio);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                    unsigned int offered_size, void* data) {
  const auto& wanted = *static_cast<const std::string*>(data);
  unsigned char* match = nullptr;
  const int outcome = SSL_select_next_proto(&match, size, reinterpret_cast<const unsigned char*>(wanted.data()),
                                            static_cast<unsigned int>(wanted.size()), offered, offered_size);
  *chosen = match;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

SSL_CTX* make_context(const TlsServerOptions& options) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_min_proto_version(context, options.min_version);
  SSL_CTX_set_max_proto_version(context, options.max_version);
  SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");  // for TLS 1.0 and 1.1
  SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>("test"), 4);
  use_identity(context, options.identity);
  if (!options.client_authority.empty()) require_clients_of(context, options.client_authority);
  return context;
}

/// Keeps a write to a closed connection from ending the process. A client must need no such care.
void block_broken_pipe_signal() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

SocketPair::SocketPair() {
  int ends[2] = {-1, -1};
  socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  client = UniqueFd(ends[0]);
  server = UniqueFd(ends[1]);
}

TlsServer::TlsServer(const TlsServerOptions& options, Serve serve)
    : options_(options), serve_(std::move(serve)), context_(make_context(options)) {
  if (!options_.protocol.empty()) {
    SSL_CTX_set_alpn_select_cb(context_, choose_protocol, const_cast<std::string*>(&options_.protocol));
  }
}

TlsServer::~TlsServer() {
  join();
  SSL_CTX_free(context_);
}

UniqueFd TlsServer::connect() {
  SocketPair pair;
  add(std::move(pair.server));
  return std::move(pair.client);
}

void TlsServer::add(UniqueFd socket) { threads_.emplace_back(&TlsServer::serve, this, std::move(socket)); }

void TlsServer::join() {
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void TlsServer::serve(const UniqueFd& socket) {
  block_broken_pipe_signal();
  SSL* ssl = SSL_new(context_);
  SSL_set_fd(ssl, socket.get());
  if (SSL_accept(ssl) == 1) {
    {
      const std::lock_guard lock(counts);
      ++accepted;
      resumed += SSL_session_reused(ssl);
    }
    serve_(ssl);
  }
  // Do not send the alert that says goodbye: a server that was cut does not either.
  SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  SSL_free(ssl);
}

std::string read_bytes(SSL* ssl, std::size_t size) {
  std::string bytes;
  char buffer[16 * 1024];
  while (bytes.size() < size) {
    const int count = SSL_read(ssl, buffer, sizeof(buffer));
    if (count <= 0) break;
    bytes.append(buffer, static_cast<std::size_t>(count));
  }
  return bytes;
}

void write_bytes(SSL* ssl, const std::string& bytes) { SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size())); }
