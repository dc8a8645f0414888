package dev.sonde.jmx.boot;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent from the folder {@code inst} of its jar, where class files are called {@code .classdata}: no other
 * loader takes them for classes, and this one sees nothing of the application, only the JDK. Thread-safe.
 */
final class AgentClassLoader extends ClassLoader {
    private static final String FOLDER = "inst/";
    private static final int BUFFER_BYTES = 8192;

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final String base;
    private final Set<String> packages = new HashSet<>();

    AgentClassLoader(File file) throws IOException {
        super(platform());
        // not verified: the JVM has opened it already
        this.jar = new JarFile(file, false);
        this.base = "jar:" + file.toURI() + "!/";
    }

    /** The loader of the JDK's own classes: called platform since Java 9, extension before. */
    private static ClassLoader platform() {
        return ClassLoader.getSystemClassLoader().getParent();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(FOLDER + name.replace('.', '/') + ".classdata");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        definePackage(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** Before Java 9 a class has no package unless its loader has made one, and Undertow asks its classes for it. */
    private void definePackage(String type) {
        String name = type.substring(0, Math.max(0, type.lastIndexOf('.')));
        synchronized (packages) {
            if (packages.add(name)) {
                definePackage(name, null, null, null, null, null, null, null);
            }
        }
    }

    private byte @Nullable [] bytes(String name) {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(BUFFER_BYTES, (int) entry.getSize()));
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        String path = FOLDER + (name.endsWith(".class") ? name.concat("data") : name);
        if (jar.getEntry(path) == null) {
            return null;
        }
        try {
            return URI.create(base + path).toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null
                ? Collections.emptyEnumeration()
                : Collections.enumeration(Collections.singletonList(found));
    }
}
