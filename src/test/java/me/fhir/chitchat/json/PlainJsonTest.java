package me.fhir.chitchat.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainJsonTest {
    @Test
    void readsEveryKindOfValue() throws JsonSyntaxException {
        List<@Nullable Object> expected = new ArrayList<>(Arrays.asList(
                1,
                -2147483648,
                2147483648L,
                new BigInteger("9223372036854775808"),
                1.5,
                100.0,
                "a\nb",
                true,
                null,
                List.of()));
        assertThat(PlainJson.of(Json.parse(
                        "[1,-2147483648,2147483648,9223372036854775808,1.50,1e2," + "\"a\\nb\",true,null,[]]")))
                .isEqualTo(expected);
        assertThat(PlainJson.of(null)).isNull();
    }

    @Test
    void keepsTheOrderOfMembersAndTheLastOfARepeatedOne() throws JsonSyntaxException {
        Map<String, @Nullable Object> map = PlainJson.map(Json.parseObject("{\"b\":1,\"a\":2,\"b\":3}"));
        assertThat(map.keySet()).containsExactly("b", "a");
        assertThat(map).containsEntry("b", 3);
    }

    @Test
    void writesWhatItReads() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("i", 1);
        map.put("d", 1.5);
        map.put("e", new BigDecimal("1.10"));
        map.put("s", "\"x\"");
        map.put("n", null);
        map.put("l", List.of(true, Map.of("k", 2L)));
        assertThat(PlainJson.text(map))
                .isEqualTo("{\"i\":1,\"d\":1.5,\"e\":1.10,\"s\":\"\\\"x\\\"\",\"n\":null,\"l\":[true,{\"k\":2}]}");
        assertThatThrownBy(() -> PlainJson.text(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
