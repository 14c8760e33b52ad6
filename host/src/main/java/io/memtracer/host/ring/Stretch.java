package io.memtracer.host.ring;

import java.nio.ByteBuffer;

/**
 * Records that follow each other and are looked at elsewhere, by others.
 *
 * @param number of it among all stretches, from 0
 * @param records how many they are
 * @param summary what was counted of them besides what analyzers found, as it was saved
 */
public record Stretch(int number, long records, ByteBuffer summary) {}
