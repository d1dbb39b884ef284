/* OpenSSL 3's EVP_MAC, as far as SQLCipher calls it, in terms of AWS-LC's HMAC. Only "HMAC" and the parameter "digest"
 * exist here; anything else fails, and SQLCipher then refuses the page. */
#ifndef ONESIGN_EVP_MAC_H
#define ONESIGN_EVP_MAC_H

#include <limits.h>
#include <stddef.h>
#include <string.h>

#include <openssl/digest.h>
#include <openssl/hmac.h>

typedef struct {
  const char *key;
  unsigned int data_type;
  void *data;
  size_t data_size;
  size_t return_size;
} OSSL_PARAM;

#define OSSL_PARAM_UTF8_STRING 4
#define OSSL_PARAM_END { NULL, 0, NULL, 0, 0 }

typedef const char EVP_MAC;
typedef HMAC_CTX EVP_MAC_CTX;

static inline EVP_MAC *EVP_MAC_fetch(void *library, const char *algorithm, const char *properties) {
  (void)library;
  (void)properties;
  return strcmp(algorithm, "HMAC") == 0 ? "HMAC" : NULL;
}

static inline void EVP_MAC_free(EVP_MAC *mac) { (void)mac; }

static inline EVP_MAC_CTX *EVP_MAC_CTX_new(EVP_MAC *mac) {
  (void)mac;
  return HMAC_CTX_new();
}

static inline void EVP_MAC_CTX_free(EVP_MAC_CTX *ctx) { HMAC_CTX_free(ctx); }

static inline int EVP_MAC_init(EVP_MAC_CTX *ctx, const unsigned char *key, size_t key_len, const OSSL_PARAM params[]) {
  if (params == NULL || params[0].key == NULL || strcmp(params[0].key, "digest") != 0) return 0;
  const EVP_MD *digest = EVP_get_digestbyname((const char *)params[0].data);
  if (digest == NULL) return 0;
  return HMAC_Init_ex(ctx, key, key_len, digest, NULL);
}

static inline int EVP_MAC_update(EVP_MAC_CTX *ctx, const unsigned char *data, size_t len) {
  return HMAC_Update(ctx, data, len);
}

/* Without `out`, tells how long the result is. */
static inline int EVP_MAC_final(EVP_MAC_CTX *ctx, unsigned char *out, size_t *out_len, size_t out_size) {
  size_t size = HMAC_size(ctx);
  unsigned int written = 0;
  if (out_len != NULL) *out_len = size;
  if (out == NULL) return 1;
  if (out_size < size) return 0;
  return HMAC_Final(ctx, out, &written);
}

#endif
