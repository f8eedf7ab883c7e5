package me.fhir.chitchat.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The models a provider is limited to, in order, the first one the default; empty means no limit was set. */
public record ModelNames(List<String> names) {
    public static final ModelNames UNSET = new ModelNames(List.of());

    public ModelNames {
        names = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** Takes a YAML list as well as one text with commas, which is how environment variables come. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ModelNames of(Object listOrText) {
        if (listOrText instanceof Collection<?> list) {
            return new ModelNames(list.stream().map(String::valueOf).toList());
        }
        return new ModelNames(Arrays.asList(String.valueOf(listOrText).split(",", -1)));
    }

    public boolean isUnset() {
        return names.isEmpty();
    }
}
