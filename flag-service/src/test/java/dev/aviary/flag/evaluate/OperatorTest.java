package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every operator gives. Texts are what JavaScript makes of a result. */
final class OperatorTest {
  private static final String CONTEXT =
      "{'a':5,'s':'abc','t':true,'n':null,'list':[1,2,3],'empty':[],'o':{'p':{'q':'deep'}},'dot.ted':1,"
          + "'people':[{'age':5},{'age':7}]}";

  private static void gives(String rule, String result) {
    assertEquals(result, Evaluations.result(rule, CONTEXT), rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'var':'a'} | 5",
        "{'var':['a']} | 5",
        "{'var':'absent'} | default",
        "{'var':['absent',7]} | 7",
        "{'var':['n',7]} | default",
        "{'var':'o.p.q'} | deep",
        "{'var':'list.1'} | 2",
        "{'var':'list.length'} | 3",
        "{'var':'s.length'} | 3",
        "{'var':'s.0'} | a",
        "{'var':'dot\\\\.ted'} | 1",
        "{'var':'a.b'} | default",
        "{'var':{'cat':['o.','p.q']}} | deep",
        "{'var':''} | [object Object]",
        "{'var':'$flagd.flagKey'} | flag",
        "{'var':'$flagd.timestamp'} | 1764000000",
        "{'missing':['a','b','n','o.p.z']} | b,o.p.z",
        "{'missing':{'merge':['b',['a']]}} | b",
        "{'missing':[]} | ''",
        "{'missing_some':[1,['a','b']]} | ''",
        "{'missing_some':[2,['a','b','c']]} | b,c",
        "{'missing_some':[1,null]} | GENERAL",
        "{'missing_some':[1,{'var':'t'}]} | ''",
        "{'missing_some':[2,'az']} | z",
        "{'missing':['b',{'filter':[{'var':'list'},false]}]} | b",
        "{'var':[{'merge':['b','x']}]} | x",
      })
  void data(String rule, String result) {
    gives(rule, result.replace("''", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'if':[true,'x']} | x",
        "{'if':[false,'x']} | default",
        "{'if':[false,'x','y']} | y",
        "{'if':[false,1,true,2,3]} | 2",
        "{'if':['only']} | only",
        "{'if':[]} | default",
        "{'?:':[{'var':'t'},'x','y']} | x",
        "{'and':[1,'x']} | x",
        "{'and':[0,'x']} | 0",
        "{'and':[]} | default",
        "{'if':[false,{'/':[1,0]},'x']} | PARSE_ERROR",
        "{'or':[0,'','x']} | x",
        "{'or':[0,'']} | ''",
        "{'!':[0]} | true",
        "{'!':'x'} | false",
        "{'!!':[[]]} | false",
        "{'!!':[{}]} | false",
        "{'!!':['0']} | true",
        "{'!':[]} | true",
        "{'!':{'var':'empty'}} | true",
        "{'!!':{'var':'list'}} | true",
        "{'!!':{'var':'n'}} | false",
      })
  void logic(String rule, String result) {
    gives(rule, result.replace("''", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'==':[{'var':'a'},'5']} | true",
        "{'==':[{'var':'a'},5.0]} | true",
        "{'===':[{'var':'a'},'5']} | false",
        "{'===':[{'var':'a'},5]} | true",
        "{'!=':[{'var':'a'},'5']} | false",
        "{'!==':[{'var':'a'},'5']} | true",
        "{'==':[{'var':'s'},'abc']} | true",
        "{'==':[{'var':'s'},5]} | GENERAL",
        "{'==':[{'var':'n'},0]} | true",
        "{'==':[{'var':'n'},null]} | true",
        "{'==':[{'var':'n'},'']} | false",
        "{'==':[{'var':'t'},1]} | true",
        "{'==':[{'var':'list'},1]} | GENERAL",
        "{'===':[{'var':'list'},{'var':'list'}]} | true",
        "{'===':[{'var':'list'},[1,2,3]]} | false",
        "{'<':[{'var':'a'},10]} | true",
        "{'<':[1,{'var':'a'},10]} | true",
        "{'<':[1,{'var':'a'},3]} | false",
        "{'<=':[5,{'var':'a'},5]} | true",
        "{'>':[{'var':'a'},'10']} | false",
        "{'>':['b',{'var':'s'}]} | true",
        "{'>=':[{'var':'absent'},0]} | true",
        "{'<':[{'var':'absent'},'b']} | false",
        "{'<':['Z',{'var':'s'}]} | true",
        "{'<':[{'var':'a'}]} | PARSE_ERROR",
      })
  void comparisons(String rule, String result) {
    gives(rule, result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'+':[{'var':'a'},'2',true,null]} | 8",
        "{'+':'3.5'} | 3.5",
        "{'+':[]} | 0",
        "{'+':{'var':'list'}} | 6",
        "{'+':[{'var':'s'}]} | GENERAL",
        "{'-':[{'var':'a'},2]} | 3",
        "{'-':[{'var':'a'}]} | -5",
        "{'-':[10,{'var':'a'},1]} | 4",
        "{'*':[{'var':'a'},'3']} | 15",
        "{'*':[]} | 1",
        "{'/':[{'var':'a'},2]} | 2.5",
        "{'/':[{'var':'a'},{'var':'n'}]} | GENERAL",
        "{'/':[{'var':'a'},0]} | PARSE_ERROR",
        "{'/':[{'var':'a'}]} | 0.2",
        "{'%':[{'var':'a'},3]} | 2",
        "{'%':[-7,{'var':'a'}]} | -2",
        "{'%':[{'var':'a'},0]} | GENERAL",
        "{'%':[1]} | PARSE_ERROR",
        "{'+':[{'var':'a'},0.1]} | 5.1",
        "{'+':[0.1,0.2]} | 0.30000000000000004",
        "{'*':[{'var':'a'},1e21]} | 5e+21",
        "{'max':[1,{'var':'a'},3]} | 5",
        "{'min':{'var':'list'}} | 1",
        "{'max':['9',{'var':'a'}]} | GENERAL",
        "{'min':[]} | PARSE_ERROR",
        "{'+':[{'var':'a'},'ten']} | PARSE_ERROR",
      })
  void arithmetic(String rule, String result) {
    gives(rule, result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'cat':['x',{'var':'a'},{'var':'n'},true,10.0]} | x5true10",
        "{'cat':['x',{'var':'list'}]} | x1,2,3",
        "{'cat':'x'} | x",
        "{'cat':[{'var':'list'}]} | 1,2,3",
        "{'cat':[{'map':[{'var':'list'},{'*':[{'var':''},2]}]}]} | 2,4,6",
        "{'cat':{'var':'list'}} | 123",
        "{'cat':[{'var':'n'}]} | GENERAL",
        "{'substr':['jsonlogic',4]} | logic",
        "{'substr':['jsonlogic',-5]} | logic",
        "{'substr':['jsonlogic',1,3]} | son",
        "{'substr':['jsonlogic',4,-2]} | log",
        "{'substr':['jsonlogic',-99,2]} | js",
        "{'substr':[{'var':'a'},1]} | GENERAL",
        "{'substr':['jsonlogic',4,null]} | ''",
        "{'substr':['jsonlogic',-0.5,2]} | js",
        "{'in':['b',{'var':'s'}]} | true",
        "{'in':[2,{'var':'list'}]} | true",
        "{'in':['2',{'var':'list'}]} | false",
        "{'in':[5,'1525']} | true",
        "{'in':['x',{'var':'absent'}]} | false",
        "{'in':['x',{'var':'a'}]} | GENERAL",
        "{'in':['','']} | false",
        "{'log':'x'} | x",
      })
  void texts(String rule, String result) {
    gives(rule, result.replace("''", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'map':[{'var':'list'},{'*':[{'var':''},2]}]} | 2,4,6",
        "{'map':[{'var':'people'},{'var':'age'}]} | 5,7",
        "{'map':[{'var':'absent'},1]} | ''",
        "{'map':[{'var':'list'},{'+':[{'var':'../index'},{'var':'../../a'}]}]} | 5,6,7",
        "{'map':[{'var':'s'},1]} | GENERAL",
        "{'filter':[{'var':'list'},{'>':[{'var':''},1]}]} | 2,3",
        "{'filter':[{'var':'list'},false]} | ''",
        "{'all':[{'var':'list'},{'>':[{'var':''},0]}]} | true",
        "{'all':[{'var':'empty'},true]} | false",
        "{'all':[{'var':'absent'},true]} | false",
        "{'some':[{'var':'people'},{'==':[{'var':'age'},7]}]} | true",
        "{'some':[{'var':'empty'},true]} | false",
        "{'none':[{'var':'list'},{'==':[{'var':''},9]}]} | true",
        "{'none':[{'var':'absent'},true]} | true",
        "{'reduce':[{'var':'list'},{'+':[{'var':'accumulator'},{'var':'current'}]},10]} | 16",
        "{'reduce':[{'var':'people'},{'max':[{'var':'accumulator'},{'var':'current.age'}]},0]} | 7",
        "{'reduce':[{'var':'empty'},{'+':[{'var':'accumulator'},{'var':'current'}]},10]} | 10",
        "{'reduce':[{'var':'empty'},{'var':'current'}]} | GENERAL",
        "{'reduce':[{'var':'list'},{'var':'current'}]} | 3",
        "{'reduce':[{'var':'list'},{'merge':[{'var':'accumulator'},[[1]]]},[]]} | GENERAL",
        "{'merge':[1,[2,[3]],{'var':'list'}]} | 1,2,3,1,2,3",
        "{'map':[{'var':'list'}]} | PARSE_ERROR",
        "{'map':[{'var':'list'},{'map':[[1],{'var':'../../../index'}]}]} | 0,1,2",
      })
  void lists(String rule, String result) {
    gives(rule, result.replace("''", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'starts_with':[{'var':'s'},'ab']} | true",
        "{'ends_with':[{'var':'s'},'ab']} | false",
        "{'ends_with':[{'var':'s'},'']} | true",
        "{'starts_with':[{'var':'a'},'5']} | default",
        "{'starts_with':['x']} | default",
        "{'starts_with':5} | default",
        "{'sem_ver':['1.2.3','=','v1.2.3']} | true",
        "{'sem_ver':['1.2.3','nope','1.2.3']} | default",
        "{'sem_ver':[{'var':'s'},'=','1.2.3']} | default",
        "{'sem_ver':['1.2.3','=']} | default",
        "{'sem_ver':['1.9.0','^','1.0.0']} | true",
        "{'sem_ver':['1.9.0','~','1.0.0']} | false",
        "{'sem_ver':[{'var':'a'},'>',4.9]} | true",
        "{'fractional':[]} | default",
        "{'fractional':'x'} | default",
        "{'fractional':['by',['x',0.5]]} | default",
        "{'some':[['abc'],{'starts_with':[{'var':''},'a']}]} | true",
      })
  void flagdsOwnOperatorsGiveNothingForBadOperands(String rule, String result) {
    gives(rule, result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'pow':[1,2]} | PARSE_ERROR",
        "{'and':[true],'or':[true]} | PARSE_ERROR",
        "{'$ref':'nobody'} | PARSE_ERROR",
        "{'if':{'var':'a'}} | PARSE_ERROR",
        "{'if':[{'var':'t'},{'+':['a']},1]} | PARSE_ERROR",
      })
  void aRuleThatCannotBeCompiledIsAParseError(String rule, String result) {
    gives(rule, result);
  }
}
