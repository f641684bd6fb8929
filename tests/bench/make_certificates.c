/* Writes CA certificates, each with a name and a P-256 key of its own and a true signature, as one
 * PEM bundle on standard output: chains of DEPTH, a root first, until there are COUNT. (What
 * differs in its serial number alone makes a store that nobody has: every name and key alike.)
 * usage: make_certificates COUNT DEPTH
 */
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

static void add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

static void name(X509_NAME* subject, int number) {
  char text[32];
  snprintf(text, sizeof text, "Bench CA %05d", number);
  X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_ASC, (const unsigned char*)"Bench", -1, -1, 0);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char*)text, -1, -1, 0);
}

/* The certificate of that number, signed by `issuer`, or by itself where there is none. */
static X509* make(int number, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key) {
  X509* made = X509_new();
  X509_set_version(made, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made), 0x10000000 + number);
  ASN1_TIME_set_string(X509_getm_notBefore(made), "20200101000000Z");
  ASN1_TIME_set_string_X509(X509_getm_notAfter(made), "20491231235959Z");
  name(X509_get_subject_name(made), number);
  X509* signer = issuer != NULL ? issuer : made;
  X509_set_issuer_name(made, X509_get_subject_name(signer));
  X509_set_pubkey(made, key);
  add_extension(made, signer, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(made, signer, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(made, signer, NID_subject_key_identifier, "hash");
  if (issuer != NULL) {
    add_extension(made, signer, NID_authority_key_identifier, "keyid:always");
  }
  X509_sign(made, issuer != NULL ? issuer_key : key, EVP_sha256());
  return made;
}

int main(int argc, char** argv) {
  if (argc != 3) {
    return 2;
  }
  const int count = atoi(argv[1]);
  const int depth = atoi(argv[2]);
  X509* issuer = NULL;
  EVP_PKEY* issuer_key = NULL;
  for (int number = 0; number < count; ++number) {
    if (number % depth == 0) {
      X509_free(issuer);
      EVP_PKEY_free(issuer_key);
      issuer = NULL;
      issuer_key = NULL;
    }
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* made = make(number, key, issuer, issuer_key);
    PEM_write_X509(stdout, made);
    X509_free(issuer);
    EVP_PKEY_free(issuer_key);
    issuer = made;
    issuer_key = key;
  }
  X509_free(issuer);
  EVP_PKEY_free(issuer_key);
  return 0;
}
