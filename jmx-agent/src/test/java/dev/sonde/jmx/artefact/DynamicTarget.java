package dev.sonde.jmx.artefact;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** Attributes of types that only a dynamic MBean can have. */
final class DynamicTarget implements DynamicMBean {
    private final Map<String, Object> values = new LinkedHashMap<>();

    DynamicTarget put(String name, Object value) {
        values.put(name, value);
        return this;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        if (!values.containsKey(name)) {
            throw new AttributeNotFoundException(name);
        }
        return values.get(name);
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList list = new AttributeList();
        for (String name : names) {
            list.add(new Attribute(name, values.get(name)));
        }
        return list;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = new MBeanAttributeInfo[values.size()];
        int i = 0;
        for (String name : values.keySet()) {
            attributes[i++] =
                    new MBeanAttributeInfo(name, Object.class.getName(), "What " + name + " is.", true, false, false);
        }
        return new MBeanInfo(DynamicTarget.class.getName(), "dynamic", attributes, null, null, null);
    }

    @Override
    public void setAttribute(Attribute attribute) {}

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException(action);
    }
}
