/* Reads the certificates of a PEM bundle by OpenSSL and verifies each with its own key, as whoever
 * wants to add them must: what the commands that look at 10,000 certificates are compared with.
 * usage: verify_roots BUNDLE      exits 1 where it cannot be read or a signature is not good
 */
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>

int main(int argc, char** argv) {
  BIO* file = argc == 2 ? BIO_new_file(argv[1], "r") : NULL;
  if (file == NULL) {
    return 1;
  }
  X509* certificate = NULL;
  long count = 0;
  while ((certificate = PEM_read_bio_X509(file, NULL, NULL, NULL)) != NULL) {
    if (X509_verify(certificate, X509_get0_pubkey(certificate)) != 1) {
      return 1;
    }
    X509_free(certificate);
    ++count;
  }
  BIO_free(file);
  return count > 0 ? 0 : 1;
}
