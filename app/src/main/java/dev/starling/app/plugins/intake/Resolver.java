package dev.starling.app.plugins.intake;

import dev.starling.app.plugins.jar.Descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which plug-ins have all that they need. One that has not takes with it only those that need it.
public final class Resolver {
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final List<Candidate> ordered = new ArrayList<>();
    private final List<String> path = new ArrayList<>();

    private Resolver(List<Candidate> all) {
        all.forEach(candidate -> candidates.merge(candidate.id(), candidate, (one, other) -> one.isRefused() ? other : one));
    }

    /// Refuses what lacks something.
    ///
    /// @param all plug-ins whose descriptors are known, refused ones too
    /// @return those that are not refused, each after what it needs
    public static List<Candidate> order(List<Candidate> all) {
        Resolver resolver = new Resolver(all);
        all.forEach(resolver::visit);
        return resolver.ordered.stream().filter(candidate -> !candidate.isRefused()).toList();
    }

    private void visit(Candidate candidate) {
        if (ordered.contains(candidate) || candidate.isRefused()) {
            return;
        }
        path.add(candidate.id());
        for (Descriptor.Dependency dependency : candidate.inspection().descriptor().dependencies()) {
            Candidate needed = candidates.get(dependency.id());
            if (needed == null) {
                if (!dependency.optional()) {
                    candidate.refuse("it needs " + dependency.id() + " " + dependency.range() + ", which is not there" + chain());
                }
            } else if (path.contains(needed.id())) {
                refuseCycle(path.subList(path.indexOf(needed.id()), path.size()));
            } else if (!dependency.admits(needed.version())) {
                candidate.refuse("it needs " + dependency.id() + " " + dependency.range() + ", and there is " + needed.version() + chain());
            } else {
                visit(needed);
                if (needed.isRefused()) {
                    candidate.refuse("it needs " + needed.id() + ", which was refused: " + needed.report().reason());
                }
            }
        }
        path.removeLast();
        ordered.add(candidate);
    }

    private String chain() {
        return path.size() < 2 ? "" : " (" + String.join(" -> ", path) + ")";
    }

    private void refuseCycle(List<String> cycle) {
        String shown = String.join(" -> ", cycle) + " -> " + cycle.getFirst();
        for (String id : cycle) {
            Candidate member = candidates.get(id);
            if (member != null) {
                member.refuse("plug-ins need each other in a circle: " + shown);
            }
        }
    }
}
