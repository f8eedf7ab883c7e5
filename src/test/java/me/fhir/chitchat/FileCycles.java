package me.fhir.chitchat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds source files of one package that depend on each other in a circle. */
final class FileCycles {
    private final Map<String, Set<String>> uses = new TreeMap<>();

    private FileCycles() {}

    /** The files that are part of a cycle, by the names of their top-level classes. */
    static List<String> of(JavaClasses classes, String packageName) {
        FileCycles files = new FileCycles();
        for (JavaClass type : classes) {
            if (type.getPackageName().equals(packageName)) {
                files.add(type, packageName);
            }
        }
        return files.uses.keySet().stream().filter(files::reachesItself).toList();
    }

    private void add(JavaClass type, String packageName) {
        Set<String> used = uses.computeIfAbsent(file(type), name -> new TreeSet<>());
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            if (target.getPackageName().equals(packageName) && !file(target).equals(file(type))) {
                used.add(file(target));
            }
        }
    }

    private boolean reachesItself(String start) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(uses.getOrDefault(start, Set.of()));
        while (!open.isEmpty()) {
            String file = open.remove();
            if (file.equals(start)) {
                return true;
            }
            if (seen.add(file)) {
                open.addAll(uses.getOrDefault(file, Set.of()));
            }
        }
        return false;
    }

    private static String file(JavaClass type) {
        return type.getEnclosingClass().map(FileCycles::file).orElseGet(type::getSimpleName);
    }
}
