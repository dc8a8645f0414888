package dev.sonde.core.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Keys and certificates made on the spot, so that none has to be kept. */
public final class TestPki {
    private static final byte[] SHA256_RSA = HexFormat.of().parseHex("2a864886f70d01010b");
    private static final byte[] SHA256_ECDSA = HexFormat.of().parseHex("2a8648ce3d040302");
    private static final byte[] COMMON_NAME = {0x55, 4, 3};
    private static final byte[] BASIC_CONSTRAINTS = {0x55, 29, 19};
    private static final byte[] ALTERNATIVE_NAME = {0x55, 29, 17};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final char[] PASSWORD = "x".toCharArray();

    private TestPki() {}

    public static KeyPair rsa() {
        return pair("RSA", null);
    }

    public static KeyPair ec() {
        return pair("EC", "secp256r1");
    }

    public static KeyPair pair(String algorithm, @Nullable String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve));
            } else if (algorithm.equals("RSA")) {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key and the certificate of an issuer, valid from an hour ago for a day. */
    public static Identity authority(String name) {
        KeyPair keys = ec();
        return new Identity(keys, sign(name, name, keys, keys, true, Duration.ofDays(1)));
    }

    /** @param names such as {@code dns:localhost}, {@code ip:127.0.0.1}, {@code email:a@b}, {@code uri:spiffe://x} */
    public static Identity issued(Identity issuer, String name, KeyPair keys, String... names) {
        return new Identity(keys, sign(issuer.name(), name, keys, issuer.keys, false, Duration.ofDays(1), names));
    }

    public static Identity expired(Identity issuer, String name, KeyPair keys, String... names) {
        return new Identity(keys, sign(issuer.name(), name, keys, issuer.keys, false, Duration.ofMinutes(-1), names));
    }

    public static Identity selfSigned(String name, KeyPair keys, String... names) {
        return new Identity(keys, sign(name, name, keys, keys, false, Duration.ofDays(1), names));
    }

    private static X509Certificate sign(
            String issuer,
            String subject,
            KeyPair keys,
            KeyPair issuerKeys,
            boolean authority,
            Duration validity,
            String... names) {
        boolean rsa = issuerKeys.getPrivate().getAlgorithm().equals("RSA");
        byte[] oid = Der.element(Der.OBJECT_IDENTIFIER, rsa ? SHA256_RSA : SHA256_ECDSA);
        byte[] scheme = rsa ? Der.element(Der.SEQUENCE, oid, Der.element(Der.NULL)) : Der.element(Der.SEQUENCE, oid);
        Instant now = Instant.now();
        byte[] period = Der.element(Der.SEQUENCE, time(now.minus(Duration.ofHours(1))), time(now.plus(validity)));
        byte[] serial =
                Der.element(Der.INTEGER, BigInteger.valueOf(System.nanoTime()).toByteArray());
        byte[] extensions = authority
                ? extension(BASIC_CONSTRAINTS, Der.element(Der.SEQUENCE, Der.element(1, new byte[] {-1})))
                : names.length == 0 ? new byte[0] : extension(ALTERNATIVE_NAME, alternativeNames(names));
        byte[] body = Der.element(
                Der.SEQUENCE,
                Der.element(Der.EXPLICIT_0, Der.element(Der.INTEGER, new byte[] {2})),
                serial,
                scheme,
                name(issuer),
                period,
                name(subject),
                keys.getPublic().getEncoded(),
                Der.element(0xA3, Der.element(Der.SEQUENCE, extensions)));
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(issuerKeys.getPrivate());
            signature.update(body);
            byte[] bits = Der.element(3, new byte[] {0}, signature.sign());
            byte[] der = Der.element(Der.SEQUENCE, body, scheme, bits);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] extension(byte[] oid, byte[] value) {
        return Der.element(Der.SEQUENCE, Der.element(Der.OBJECT_IDENTIFIER, oid), Der.element(Der.OCTET_STRING, value));
    }

    private static byte[] alternativeNames(String... names) {
        byte[][] parts = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            String kind = names[i].substring(0, names[i].indexOf(':'));
            String value = names[i].substring(kind.length() + 1);
            parts[i] = switch (kind) {
                case "email" -> Der.element(0x81, ascii(value));
                case "dns" -> Der.element(0x82, ascii(value));
                case "uri" -> Der.element(0x86, ascii(value));
                default -> Der.element(0x87, address(value));
            };
        }
        return Der.element(Der.SEQUENCE, parts);
    }

    private static byte[] address(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] name(String commonName) {
        byte[] attribute = Der.element(
                Der.SEQUENCE,
                Der.element(Der.OBJECT_IDENTIFIER, COMMON_NAME),
                Der.element(0x0C, commonName.getBytes(StandardCharsets.UTF_8)));
        return Der.element(Der.SEQUENCE, Der.element(0x31, attribute));
    }

    private static byte[] time(Instant time) {
        return Der.element(0x18, ascii(TIME.format(time)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** A client's context: trusts one certificate, and shows an identity if there is one. */
    public static SSLContext client(X509Certificate trusted, @Nullable Identity own) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", trusted);
            TrustManagerFactory trustFactory = TrustManagerFactory.getInstance("PKIX");
            trustFactory.init(trust);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            if (own != null) {
                keys.setKeyEntry("own", own.keys.getPrivate(), PASSWORD, new Certificate[] {own.certificate});
            }
            KeyManagerFactory keyFactory = KeyManagerFactory.getInstance("SunX509");
            keyFactory.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyFactory.getKeyManagers(), trustFactory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key pair and its certificate. */
    public record Identity(KeyPair keys, X509Certificate certificate) {
        String name() {
            return certificate.getSubjectX500Principal().getName().substring("CN=".length());
        }

        public String certificatePem() {
            try {
                return pem("CERTIFICATE", certificate.getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** As PKCS#8. */
        public String keyPem() {
            return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }
    }
}
