package dev.sonde.core.http.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key as OpenSSL and others write it. The JDK knows PKCS#8 only, so the older forms (PKCS#1 for RSA,
 * RFC 8017 A.1.2; SEC1 for elliptic curves, RFC 5915) are wrapped into it.
 */
final class PrivateKeys {
    /** RSA; signature-only RSA; EC; Ed25519 and Ed448, which Java 8 lacks. */
    private static final String[] ALGORITHMS = {"RSA", "EC", "RSASSA-PSS", "EdDSA"};

    private static final byte[] VERSION_0 = Der.element(Der.INTEGER, new byte[] {0});

    /** rsaEncryption, 1.2.840.113549.1.1.1, without parameters. */
    private static final byte[] RSA_ALGORITHM = Der.element(
            Der.SEQUENCE,
            Der.element(
                    Der.OBJECT_IDENTIFIER,
                    new byte[] {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01}),
            Der.element(Der.NULL));

    /** ecPublicKey, 1.2.840.10045.2.1. */
    private static final byte[] EC_ALGORITHM =
            Der.element(Der.OBJECT_IDENTIFIER, new byte[] {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01});

    private PrivateKeys() {}

    /**
     * The first private key of a PEM text.
     *
     * @throws IllegalArgumentException when there is none that can be read; the message holds nothing of the key
     */
    static PrivateKey read(String pem) {
        byte @Nullable [] curve = null;
        for (Pem.Block block : Pem.parse(pem)) {
            if (block.label.equals("EC PARAMETERS")) {
                curve = block.content;
            } else if (block.label.endsWith("PRIVATE KEY")) {
                if (block.encrypted) {
                    throw new IllegalArgumentException("encrypted private keys are not supported");
                }
                return pkcs8(wrap(block, curve));
            }
        }
        throw new IllegalArgumentException("no private key found");
    }

    private static byte[] wrap(Pem.Block block, byte @Nullable [] curve) {
        switch (block.label) {
            case "RSA PRIVATE KEY":
                return Der.element(
                        Der.SEQUENCE, VERSION_0, RSA_ALGORITHM, Der.element(Der.OCTET_STRING, block.content));
            case "EC PRIVATE KEY":
                byte[] algorithm = Der.element(Der.SEQUENCE, EC_ALGORITHM, curve(block.content, curve));
                return Der.element(Der.SEQUENCE, VERSION_0, algorithm, Der.element(Der.OCTET_STRING, block.content));
            default:
                return block.content;
        }
    }

    /** The name of the curve, an element: from the key itself, else from the block before it. */
    private static byte[] curve(byte[] sec1, byte @Nullable [] before) {
        byte[] within = Der.find(Der.get(sec1, Der.SEQUENCE), Der.EXPLICIT_0);
        byte[] curve = within == null ? before : within;
        if (curve == null || Der.find(curve, Der.OBJECT_IDENTIFIER) == null) {
            throw new IllegalArgumentException("private key without the name of its curve");
        }
        return curve;
    }

    private static PrivateKey pkcs8(byte[] der) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // Not of this algorithm, or one that this Java does not know: the next may do.
            }
        }
        throw new IllegalArgumentException("private key is damaged or of an unknown algorithm");
    }
}
