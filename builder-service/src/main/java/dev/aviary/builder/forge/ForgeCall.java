package dev.aviary.builder.forge;

import java.util.Map;

/**
 * A request to a forge's API.
 *
 * @param path after the address of the API
 * @param body members of a JSON object
 */
record ForgeCall(String path, Map<String, Object> body) {}
