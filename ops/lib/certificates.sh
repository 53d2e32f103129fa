# shellcheck shell=bash
# Certificates for the servers of the demo and the tests.

# make_certificates FOLDER DOMAIN…: a private authority and one certificate for the domains; kept, so that a client's trust outlives a
# restart. An authority that is there already signs. Domains named `misnamed.…` are left out: for them the certificate is wrong.
make_certificates() {
    local folder=$1 names
    shift
    [ ! -s "$folder/server.crt" ] || return 0
    mkdir -p "$folder"
    names=$(for domain in "$@"; do [[ $domain = misnamed.* ]] || printf 'DNS:%s,DNS:*.%s,' "$domain" "$domain"; done)
    [ -s "$folder/ca.crt" ] ||
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Cosse demo authority" \
            -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign" \
            -keyout "$folder/ca.key" -out "$folder/ca.crt"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
        -keyout "$folder/server.key" -out "$folder/server.csr"
    openssl x509 -req -in "$folder/server.csr" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" \
        -CAcreateserial -days 3650 -out "$folder/server.crt" \
        -extfile <(printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=%s\n' "${names%,}")
}

# certificates_or_end FOLDER DOMAIN…: in FOLDER/certificates, or a sentence.
certificates_or_end() {
    local folder=$1
    shift
    make_certificates "$folder/certificates" "$@" 2>"$folder/openssl.log" || {
        echo "openssl could not make the certificates; it said:" >&2
        cat "$folder/openssl.log" >&2
        exit 1
    }
}
