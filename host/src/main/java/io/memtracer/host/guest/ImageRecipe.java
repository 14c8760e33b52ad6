package io.memtracer.host.guest;

import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A user's own image that is to become a guest.
 *
 * @param image the file; it is read and never changed
 * @param recipe name, memory and vCPUs
 */
public record ImageRecipe(Path image, GuestRecipe recipe) {

  public ImageRecipe {
    if (recipe.debian().isPresent()) {
      throw new IllegalArgumentException("an image has its own packages, but recipe=" + recipe);
    }
    if (recipe.name().equals(GuestRecipe.DEFAULT_NAME)) {
      throw TraceException.user(
          "the guest '%s' is memtracer's own: give yours another name, with --name"
              .formatted(GuestRecipe.DEFAULT_NAME));
    }
    if (!Files.isRegularFile(image) || !Files.isReadable(image)) {
      throw TraceException.user(
          "the image must be a file that can be read, but " + image + " isn't");
    }
  }
}
