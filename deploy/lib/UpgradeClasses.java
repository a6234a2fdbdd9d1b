import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives the classes of a jar that are in the form of Java 5 that of Java 8, with the stack maps that it wants: {@code
 * UpgradeClasses.java <jar>}. The JVM's AOT cache leaves out classes older than Java 6 without a word; picocli's are, and are half
 * of what a command loads.
 */
final class UpgradeClasses {
  /** The first form that the cache takes has its number. */
  private static final int JAVA_6 = 50;

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    try (FileSystem files = FileSystems.newFileSystem(jar);
        var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      ClassFile form =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (Path each : classes(files)) {
        ClassModel old = form.parse(Files.readAllBytes(each));
        if (old.majorVersion() < JAVA_6) {
          Files.write(each, form.transformClass(old, upgrade()));
        }
      }
    }
  }

  /** A method whose body is not built anew keeps the stack map that it has, or has none. */
  private static ClassTransform upgrade() {
    return ClassTransform.transformingMethodBodies((body, element) -> body.with(element))
        .andThen(
            ClassTransform.endHandler(made -> made.withVersion(ClassFile.JAVA_8_VERSION, 0)));
  }

  private static List<Path> classes(FileSystem files) throws IOException {
    try (Stream<Path> all = Files.walk(files.getPath("/"))) {
      return all.filter(each -> each.toString().endsWith(".class")).toList();
    }
  }
}
