package dev.sonde.jmx.scrape;

import java.io.IOException;
import java.io.ObjectStreamException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServerConnection;
import org.jspecify.annotations.Nullable;

/** Reads one MBean: all attributes in one call, one by one only when that fails. Any thread. */
final class BeanFetch {
    private static final Object[] NOTHING = new Object[0];

    private final AttributeFilter filter;
    private final Shape.Pool shapes = new Shape.Pool();

    BeanFetch(AttributeFilter filter) {
        this.filter = filter;
    }

    /**
     * The values of the attributes of {@link Bean#shape}, null for those that could not be read; empty when the MBean
     * itself cannot be asked.
     *
     * @throws IOException when the connection is lost
     */
    @Nullable Object[] read(MBeanServerConnection server, Bean bean) throws IOException {
        try {
            Shape shape = shape(server, bean);
            return shape.names.length == 0 ? NOTHING : values(server, bean, shape);
        } catch (JMException | RuntimeException | StackOverflowError | LinkageError e) {
            // gone meanwhile, or an MBean that cannot describe itself: the others are read all the same
            return NOTHING;
        }
    }

    private Shape shape(MBeanServerConnection server, Bean bean) throws JMException, IOException {
        Shape known = bean.shape;
        if (known != null && bean.immutable) {
            return known;
        }
        MBeanInfo info = server.getMBeanInfo(bean.name);
        MBeanAttributeInfo[] attributes = info.getAttributes();
        Set<String> left = new HashSet<>(bean.unread());
        List<String> names = new ArrayList<>(attributes.length);
        List<String> descriptions = new ArrayList<>(attributes.length);
        for (MBeanAttributeInfo attribute : attributes) {
            if (attribute != null
                    && attribute.isReadable()
                    && filter.takes(bean.name, attribute.getName())
                    && left.add(attribute.getName())) {
                names.add(attribute.getName());
                descriptions.add(attribute.getDescription());
            }
        }
        Shape shape = shapes.get(names.toArray(new String[0]), descriptions.toArray(new String[0]));
        bean.immutable = "true".equals(info.getDescriptor().getFieldValue("immutableInfo"));
        bean.shape = shape;
        return shape;
    }

    private static @Nullable Object[] values(MBeanServerConnection server, Bean bean, Shape shape) throws IOException {
        @Nullable Object[] values = new Object[shape.names.length];
        try {
            List<?> read = server.getAttributes(bean.name, shape.names);
            int expected = 0;
            for (int i = 0; i < read.size(); i++) {
                Attribute attribute = (Attribute) read.get(i);
                String name = attribute.getName();
                while (expected < values.length && !shape.names[expected].equals(name)) {
                    expected++;
                }
                if (expected == values.length) {
                    expected = Math.max(0, shape.indexOf(name));
                }
                if (shape.names[expected].equals(name)) {
                    values[expected] = attribute.getValue();
                }
            }
        } catch (IOException e) {
            requireConnected(e);
            oneByOne(server, bean, shape, values);
        } catch (JMException | RuntimeException | StackOverflowError | LinkageError e) {
            oneByOne(server, bean, shape, values);
        }
        return values;
    }

    /** A value of a class that is unknown here, or that cannot be sent, says nothing against the connection. */
    private static void requireConnected(IOException e) throws IOException {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof ClassNotFoundException || cause instanceof ObjectStreamException) {
                return;
            }
            cause = cause.getCause();
        }
        throw e;
    }

    private static void oneByOne(MBeanServerConnection server, Bean bean, Shape shape, @Nullable Object[] values)
            throws IOException {
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = server.getAttribute(bean.name, shape.names[i]);
            } catch (IOException e) {
                requireConnected(e);
            } catch (JMException | RuntimeException | StackOverflowError | LinkageError e) {
                values[i] = null;
            }
        }
    }

    /** After its values have been taken: leaves out what turned out to be of no use. */
    void prune(Bean bean) {
        for (int i = bean.unusable(); i >= 0; i = bean.unusable()) {
            bean.leaveOut(shapes, i);
        }
    }
}
